export { default as CasesPage } from './components/CasesPage.svelte';
export { readCases, type Case } from './model';
