export { default as BoardPage } from './components/BoardPage.svelte';
export { default as BoardsPage } from './components/BoardsPage.svelte';
