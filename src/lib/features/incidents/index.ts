export { default as IncidentPage } from './components/IncidentPage.svelte';
export { default as IncidentsPage } from './components/IncidentsPage.svelte';
export { default as RecordPage } from './components/RecordPage.svelte';
