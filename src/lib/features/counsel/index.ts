export { default as CaseCounsel } from './components/CaseCounsel.svelte';
export { default as OnCallNow } from './components/OnCallNow.svelte';
export { default as OnCallPage } from './components/OnCallPage.svelte';
