import { SCOPES, DETAILS, type FeedDetail, type FeedScope } from '$lib/contracts/ops-notices';

export { DETAILS, SCOPES, type FeedDetail, type FeedScope };

/** A calendar of one person, without its address, which nobody keeps. */
export interface OwnFeed {
  id: string;
  scope: FeedScope;
  detail: FeedDetail;
  madeAt: string;
  /** Day; null until some program has asked. */
  lastUsedOn: string | null;
}

/** An address that was just made: it is shown now and never again. */
export interface FreshFeed {
  id: string;
  address: string;
  /** The same for programs that subscribe by a click. */
  webcal: string;
  qr: { side: number; path: string };
}
