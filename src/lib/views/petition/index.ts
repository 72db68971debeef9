export { default as ChartsPage } from './ChartsPage.svelte';
export { petitionTabs } from './tabs';
