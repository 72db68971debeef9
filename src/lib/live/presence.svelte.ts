import { untrack } from 'svelte';
import type { Presence } from '../contracts/socket-events';
import type { LiveLink } from './link';

const BEAT_MS = 20_000;

/** Who else of the campaign is here now. Nobody is reported while their tab is hidden. */
export class PresenceView {
  people: readonly Presence[] = $state.raw([]);
  readonly #link: LiveLink;
  readonly #campaign: string;
  #at: string;

  constructor(link: LiveLink, campaign: string, at: string) {
    this.#link = link;
    this.#campaign = campaign;
    this.#at = at;
  }

  /** Tells the others that this tab looks at something else now, e.g. `board:<id>`. */
  move(at: string): void {
    if (at === this.#at) return;
    this.#at = at;
    this.#beat();
  }

  /** Call it in the browser, e.g. from an effect; returns how to stop. */
  start(): () => void {
    const undo = [
      this.#link.on('presence', ({ campaign, people }) => {
        if (campaign === this.#campaign) this.people = people;
      }),
      this.#link.onConnected((connected) => {
        if (connected) this.#beat();
        else this.people = [];
      }),
    ];
    const timer = setInterval(() => this.#beat(), BEAT_MS);
    if (untrack(() => this.#link.connected)) this.#beat();
    return () => {
      clearInterval(timer);
      for (const off of undo) off();
    };
  }

  #beat(): void {
    if (typeof document !== 'undefined' && document.visibilityState === 'hidden') return;
    this.#link.tell('here', { campaign: this.#campaign, at: this.#at });
  }
}
