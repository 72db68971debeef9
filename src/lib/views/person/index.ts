export { default as PersonHead } from './PersonHead.svelte';
export { personTabs } from './tabs';
