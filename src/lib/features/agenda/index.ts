export { default as CalendarsPage } from './components/CalendarsPage.svelte';
