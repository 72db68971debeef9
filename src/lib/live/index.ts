export { ApartStreams } from './apart.svelte';
export {
  createLiveDesk,
  setCampaign,
  setLive,
  useCampaign,
  useLive,
  type LiveCampaign,
  type LiveDesk,
} from './context';
export { fromSnapshot, rowsOf, type Change, type State } from './fold';
export { LiveCollection } from './live-collection.svelte';
export { OpQueue, type FailedOp, type SaveState } from './op-queue.svelte';
export { PresenceView } from './presence.svelte';
export { StreamNews } from './stream-news.svelte';
export { TeamCounter } from './totals.svelte';
