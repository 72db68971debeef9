export { default as ShareKit } from './components/ShareKit.svelte';
