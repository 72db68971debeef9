export { default as DetainedList } from './components/DetainedList.svelte';
export { default as PeoplePage } from './components/PeoplePage.svelte';
export { default as PersonStanding } from './components/PersonStanding.svelte';
export { peopleNow } from './model';
