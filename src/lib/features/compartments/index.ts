export { default as AccessPage } from './components/AccessPage.svelte';
export { default as CompartmentsPage } from './components/CompartmentsPage.svelte';
export { default as Looks } from './components/Looks.svelte';
export type { LookRow } from './model';
