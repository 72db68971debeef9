export { default as Handover } from './Handover.svelte';
