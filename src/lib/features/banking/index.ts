export { default as BankPage } from './components/BankPage.svelte';
export { default as BankTodo } from './components/BankTodo.svelte';
export { readBankDesk, readImports, readRules, type QueueLine } from './model';
