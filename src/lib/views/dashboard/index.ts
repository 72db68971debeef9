export { campaignZone } from './campaign';
export { useDesk } from './context';
export { default as Desk } from './Desk.svelte';
export { useMemberNames } from './member-names';
export { default as TeamCounts } from './TeamCounts.svelte';
export { default as Today } from './Today.svelte';
