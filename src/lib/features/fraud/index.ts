export { default as FraudPage } from './components/FraudPage.svelte';
