/** The campaign's memory, as people read it. */
export { default as JournalTable } from './components/JournalTable.svelte';
export { default as Verification } from './components/Verification.svelte';
export { describe } from './describe';
