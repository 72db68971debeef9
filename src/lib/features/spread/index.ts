export { default as EmbedFrame } from './components/EmbedFrame.svelte';
export { default as PersonalLink } from './components/PersonalLink.svelte';
export { default as ShareKit } from './components/ShareKit.svelte';
export { default as SpreadPage } from './components/SpreadPage.svelte';
export { cardImage } from './card';
export { embedPath } from './embed';
export { carriedQuery } from './share';
