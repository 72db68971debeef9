export { default as AccusedPage } from './components/AccusedPage.svelte';
export { default as CaseOverview } from './components/CaseOverview.svelte';
export { default as CasesPage } from './components/CasesPage.svelte';
export { default as PersonCases } from './components/PersonCases.svelte';
export { readCases, type Case, type CaseView } from './model';
