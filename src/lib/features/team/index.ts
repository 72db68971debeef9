/** Who is in the team: doors, invitations, members. */
export { default as AccountFrame } from './components/AccountFrame.svelte';
export { default as Trouble } from './components/Trouble.svelte';
