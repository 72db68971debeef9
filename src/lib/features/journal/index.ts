/** The campaign's memory, as people read it. */
export { default as JournalList } from './components/JournalList.svelte';
export { default as Verification } from './components/Verification.svelte';
export { describe } from './describe';
