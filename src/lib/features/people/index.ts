export { default as DetainedList } from './components/DetainedList.svelte';
export { peopleNow, type PersonNow } from './model';
