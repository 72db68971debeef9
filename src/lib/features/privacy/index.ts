export { default as OwnLinks } from './components/OwnLinks.svelte';
export { default as PrivacyFacts } from './components/PrivacyFacts.svelte';
export { default as RetentionDesk } from './components/RetentionDesk.svelte';
