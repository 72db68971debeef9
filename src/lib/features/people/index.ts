export { default as DetainedList } from './components/DetainedList.svelte';
export { default as KnownDay } from './components/KnownDay.svelte';
export { default as PeoplePage } from './components/PeoplePage.svelte';
export { default as RenameForm } from './components/RenameForm.svelte';
export { default as StandingFields } from './components/StandingFields.svelte';
export { isInCustody, peopleNow, personNow, type Person } from './model';
