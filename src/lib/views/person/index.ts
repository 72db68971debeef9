export { default as PersonHead } from './PersonHead.svelte';
export { personTabs } from './tabs';
export { default as RunningClocks } from './RunningClocks.svelte';
export { hasRunning } from './running';
