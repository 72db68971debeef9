export { default as UpdatesPage } from './components/UpdatesPage.svelte';
export { paragraphsOf } from './model';
export { approveSchema, steerSchema, writeSchema } from './schema';
