export { default as CardFace } from './components/CardFace.svelte';
export { default as CardList } from './components/CardList.svelte';
export { default as ClockPage } from './components/ClockPage.svelte';
export { default as DetentionClock } from './components/DetentionClock.svelte';
export { default as PublicationPage } from './components/PublicationPage.svelte';
export { titleOf } from './model';
