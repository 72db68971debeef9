export { default as PersonalLink } from './components/PersonalLink.svelte';
export { default as ShareKit } from './components/ShareKit.svelte';
export { default as SpreadPage } from './components/SpreadPage.svelte';
export { carriedQuery } from './share';
