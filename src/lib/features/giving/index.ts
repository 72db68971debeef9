export { default as CurrencyLinks } from './components/CurrencyLinks.svelte';
export { default as GiveForm } from './components/GiveForm.svelte';
export { default as GiveInvite } from './components/GiveInvite.svelte';
export { default as OwnPledgePage } from './components/OwnPledgePage.svelte';
export { default as GiftsPage } from './components/GiftsPage.svelte';
export { default as PledgePage } from './components/PledgePage.svelte';
export { default as WhoGave } from './components/WhoGave.svelte';
export type { GaveRow } from './desk';
