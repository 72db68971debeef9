export { default as AssignForm } from './components/AssignForm.svelte';
export { default as NoticesPage } from './components/NoticesPage.svelte';
export { default as SettingsPage } from './components/SettingsPage.svelte';
export { default as ToldTable } from './components/ToldTable.svelte';
export { leadsTo } from './model';
