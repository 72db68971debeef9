export { default as RulingsPage } from './components/RulingsPage.svelte';
