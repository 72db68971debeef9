import { createContext } from 'svelte';
import { Connection } from './connection.svelte';
import type { ApartStreams } from './apart.svelte';
import type { LiveCollection } from './live-collection.svelte';
import { OpQueue } from './op-queue.svelte';
import type { PresenceView } from './presence.svelte';
import type { TeamCounter } from './totals.svelte';

/** What the desk shares: one connection and one line of operations, so that "saved" is said of everything. */
export interface LiveDesk {
  connection: Connection;
  queue: OpQueue;
}

/** What all pages of one campaign's desk look at: its layout keeps these open. */
export interface LiveCampaign {
  id: string;
  /** Members, people, custody statuses, cases, hearings, boards, the campaign and its texts; with what this person's compartments hold. */
  team: LiveCollection;
  /** Totals of the fund; null without the right to them. */
  figures: LiveCollection | null;
  /** Organisations, paper batches, alarms and runs; null without the right to read signatures. */
  signatures: LiveCollection | null;
  apart: ApartStreams;
  /** What is told to this person alone, from when the page was rendered: news, no rows. */
  own: LiveCollection;
  totals: TeamCounter;
  presence: PresenceView;
}

export const [useCampaign, setCampaign] = createContext<LiveCampaign>();

/** `useLive()` inside the desk's layout; `setLive` in the layout itself. One per page and per request, none in the module. */
export const [useLive, setLive] = createContext<LiveDesk>();

export function createLiveDesk(): LiveDesk {
  const connection = new Connection({ as: 'member' });
  return { connection, queue: new OpQueue(connection) };
}
