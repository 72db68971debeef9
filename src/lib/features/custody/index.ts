export { default as CustodyPage } from './components/CustodyPage.svelte';
export { default as IdentityPage } from './components/IdentityPage.svelte';
export { default as PersonNews } from './components/PersonNews.svelte';
export { unpackIdentity, type Identity } from './identity';
