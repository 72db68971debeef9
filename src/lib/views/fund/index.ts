export { default as FundOverview } from './FundOverview.svelte';
export { fundTabs } from './tabs';
