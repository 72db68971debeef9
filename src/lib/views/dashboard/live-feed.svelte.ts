import type { JournalEntry, StreamName } from '$lib/contracts/journal';
import { allows, AUDIENCES, type Audience, type Role } from '$lib/contracts/permissions';
import { LiveCollection, type LiveCampaign, type LiveDesk } from '$lib/live';
import { mergeEntries } from './feed';

interface LiveFeedOptions {
  live: LiveDesk;
  campaign: LiveCampaign;
  roles: readonly Role[];
  /** As the page was rendered with. */
  initial: readonly JournalEntry[];
}

/** Listened to for the feed alone; their rows are not needed here. */
const TAILS: readonly Audience[] = ['treasury', 'legal', 'dates', 'admin'];
const KEPT = 200;

/** The journal of everything this person may read, as it grows. */
export class LiveFeed {
  all: readonly JournalEntry[] = $state.raw([]);
  readonly #streams: LiveCollection[];
  readonly #own: LiveCollection[];

  constructor({ live, campaign, roles, initial }: LiveFeedOptions) {
    this.all = initial;
    const tail = (audience: Audience): LiveCollection => {
      const stream: StreamName = `campaign:${campaign.id}:${audience}`;
      // Only what comes after the newest known entry is asked for, never the rows themselves.
      const seq = Math.max(0, ...initial.filter((entry) => entry.stream === stream).map((entry) => entry.seq));
      return new LiveCollection({
        link: live.connection,
        queue: live.queue,
        stream,
        snapshot: { stream, seq, rows: {} },
      });
    };
    this.#own = TAILS.filter((audience) => allows(roles, AUDIENCES[audience])).map(tail);
    const shared = [campaign.team, campaign.figures, campaign.signatures].filter((stream) => stream !== null);
    this.#streams = [...shared, ...this.#own];
  }

  join(entries: readonly JournalEntry[]): void {
    const merged = mergeEntries(this.all, entries);
    this.all = merged.length > KEPT * 2 ? merged.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, KEPT) : merged;
  }

  /** Call it in the browser, e.g. from an effect; returns how to stop. */
  start(): () => void {
    const undo = [
      ...this.#streams.map((stream) => stream.onEntries((entries) => this.join(entries))),
      ...this.#own.map((stream) => stream.start()),
    ];
    return () => {
      for (const off of undo) off();
    };
  }
}
