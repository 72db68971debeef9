export { default as FundTotals } from './components/FundTotals.svelte';
export { readTotals, type FundTotal } from './model';
