/** Who is in the team: doors, invitations, members. */
export { default as AccountFrame } from './components/AccountFrame.svelte';
export { default as PersonFields } from './components/PersonFields.svelte';
export { default as RoleList } from './components/RoleList.svelte';
export { default as SetupForm } from './components/SetupForm.svelte';
export { default as Trouble } from './components/Trouble.svelte';
export { default as Roster } from './components/Roster.svelte';
export { default as TeamDesk } from './components/TeamDesk.svelte';
export { default as OutboxList } from './components/OutboxList.svelte';
