export { default as FundPage } from './components/FundPage.svelte';
export { default as FundTotals } from './components/FundTotals.svelte';
export { CURRENCIES, readTotals } from './model';
