import enhanceScript from './browser/enhance?worker&url';

export { default as Count } from './components/Count.svelte';
export { default as Mine } from './components/Mine.svelte';
export { default as Names } from './components/Names.svelte';
export { default as Outcome } from './components/Outcome.svelte';
export { default as SignForm } from './components/SignForm.svelte';
export { default as ListPage } from './components/list/ListPage.svelte';
export { default as OnePage } from './components/list/OnePage.svelte';
export { readAsked, readFilter } from './filter';
export { CONFIRM_DAYS } from './model';
export { carriedBy, signatureSchema, visibilitySchema } from './schema';
/** Address of the one script of public pages. */
export { enhanceScript };
