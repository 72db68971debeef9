export { default as DocumentPage } from './components/DocumentPage.svelte';
export { default as DocumentsPanel } from './components/DocumentsPanel.svelte';
