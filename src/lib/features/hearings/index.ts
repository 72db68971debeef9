export { viewOf } from './calendar';
export { default as HearingPage } from './components/HearingPage.svelte';
export { default as HearingsPage } from './components/HearingsPage.svelte';
export { default as NextHearings } from './components/NextHearings.svelte';
export { readHearings, type Hearing } from './model';
