export { Connection, SESSION_PATH, type ConnectionOptions } from './connection.svelte';
export {
  createLiveDesk,
  setCampaign,
  setLive,
  useCampaign,
  useLive,
  type LiveCampaign,
  type LiveDesk,
} from './context';
export { EMPTY, applyChanges, fromSnapshot, overlay, rowsOf, type Change, type Rows, type State } from './fold';
export type { LiveLink } from './link';
export { LiveCollection, type CollectionOptions, type Phase } from './live-collection.svelte';
export { OpQueue, type FailedOp, type SaveState } from './op-queue.svelte';
export { PresenceView } from './presence.svelte';
export { PublicCounter, TeamCounter, afterFirstPaint } from './totals.svelte';
