export { default as NextHearings } from './components/NextHearings.svelte';
export { agenda, readHearings, type Hearing } from './model';
