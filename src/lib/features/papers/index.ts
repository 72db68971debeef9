export { default as PapersPanel } from './components/PapersPanel.svelte';
