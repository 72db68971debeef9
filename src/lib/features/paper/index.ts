export { default as PaperPage } from './components/PaperPage.svelte';
