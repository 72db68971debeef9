export { default as CareParts } from './components/CareParts.svelte';
