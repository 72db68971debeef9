export { default as BailPage } from './components/BailPage.svelte';
export { default as BailsPage } from './components/BailsPage.svelte';
export { default as PaidFor } from './components/PaidFor.svelte';
export { default as RequestPage } from './components/RequestPage.svelte';
export { default as SpendingPage } from './components/SpendingPage.svelte';
export { default as SpendTodos } from './components/SpendTodos.svelte';
export { todosOf, type SpendTodo } from './model';
