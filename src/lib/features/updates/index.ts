export { default as UpdatesPage } from './components/UpdatesPage.svelte';
export { paragraphsOf } from './model';
export { approveSchema, askSchema, capSchema, steerSchema, writeSchema } from './schema';
