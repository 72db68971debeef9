export { default as EndorseForm } from './components/EndorseForm.svelte';
export { default as EndorsementsPage } from './components/EndorsementsPage.svelte';
export { default as OrganisationList } from './components/OrganisationList.svelte';
export { default as OrganisationStrip } from './components/OrganisationStrip.svelte';
export { endorseSchema } from './schema';
