export { default as BankPage } from './components/BankPage.svelte';
export { readBankDesk, readImports, readRules, type QueueLine } from './model';
