export { default as ArrestPage } from './components/ArrestPage.svelte';
export { default as Clocks } from './components/Clocks.svelte';
export { default as IntakePage } from './components/IntakePage.svelte';
