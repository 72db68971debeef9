import { untrack } from 'svelte';
import type { PublicTotals, TeamTotals } from '../contracts/totals';
import type { LiveLink } from './link';

/** The newer of two frames: the highest `v` wins, however they arrived. */
export function newest<F extends { v: number; at: string }>(shown: F | null, came: F): F {
  return shown && (came.v < shown.v || (came.v === shown.v && came.at <= shown.at)) ? shown : came;
}

export interface TotalsPoll {
  /** Where the figures stand as JSON, e.g. `/c/argentina/totals.json`. */
  url: string;
  everyMs?: number;
  maxMs?: number;
  fetch?: typeof globalThis.fetch;
}

type Linked = LiveLink & { start(): () => void };

export interface PublicCounterOptions {
  slug: string;
  /** As the page was rendered with. */
  initial: PublicTotals;
  poll: TotalsPoll;
  /** Made when the page has nothing better to do: only then is the socket's code loaded. */
  connect: () => Linked;
  /** When to start; default: at the first interaction, or when the browser is idle. */
  whenIdle?: (start: () => void) => () => void;
}

/** Events after which somebody is surely there. */
const SIGNS = ['pointerdown', 'keydown', 'scroll'] as const;
const IDLE_MS = 4_000;

/** Calls `start` once: when the browser is idle, at the latest after four seconds, or as soon as somebody acts. */
function afterFirstPaint(start: () => void): () => void {
  let done = false;
  const once = (): void => {
    if (done) return;
    stop();
    start();
  };
  const stop = (): void => {
    done = true;
    clearTimeout(timer);
    for (const sign of SIGNS) removeEventListener(sign, once);
  };
  const timer = setTimeout(() => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(once, { timeout: IDLE_MS / 2 });
    else once();
  }, IDLE_MS / 2);
  for (const sign of SIGNS) addEventListener(sign, once, { passive: true });
  return stop;
}

/** The public counter: by socket when there is one, else by asking now and then. Never costs the first paint anything. */
export class PublicCounter {
  frame: PublicTotals = $state.raw({ v: -1, at: '', campaign: '', signatures: 0, goal: 0 });

  readonly #options: PublicCounterOptions;
  #etag: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #watching = false;

  constructor(options: PublicCounterOptions) {
    this.#options = options;
    this.frame = options.initial;
  }

  /** Call it in the browser, e.g. from an effect; returns how to stop. */
  start(): () => void {
    const { connect, whenIdle = afterFirstPaint } = this.#options;
    let undo: (() => void)[] = [];
    const cancel = whenIdle(() => {
      const link = connect();
      undo = [
        link.on('totals', (frame) => this.#show(frame)),
        link.onConnected((connected) => {
          this.#watching = false;
          if (connected) void this.#watch(link);
          else this.#pollIn(this.#everyMs);
        }),
        this.#onVisible(() => {
          if (!this.#watching) this.#pollIn(0);
        }),
        link.start(),
      ];
      this.#pollIn(this.#everyMs);
    });
    return () => {
      cancel();
      clearTimeout(this.#timer);
      for (const off of undo) off();
    };
  }

  get #everyMs(): number {
    return this.#options.poll.everyMs ?? 5_000;
  }

  #show(frame: PublicTotals): void {
    if (frame.campaign === this.#options.slug) this.frame = newest(this.frame, frame);
  }

  async #watch(link: Linked): Promise<void> {
    const answer = await link.ask('totals:watch', { campaign: this.#options.slug });
    if (!answer.ok) return;
    this.#watching = true;
    clearTimeout(this.#timer);
    this.#show(answer.value);
  }

  #onVisible(handler: () => void): () => void {
    if (typeof document === 'undefined') return () => undefined;
    const listener = (): void => {
      if (document.visibilityState === 'visible') handler();
    };
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  }

  #pollIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#poll(), ms);
  }

  async #poll(): Promise<void> {
    // A hidden page asks nothing; it is woken by becoming visible.
    if (this.#watching || (typeof document !== 'undefined' && document.visibilityState === 'hidden')) return;
    const { poll } = this.#options;
    try {
      const answer = await (poll.fetch ?? fetch)(poll.url, {
        headers: this.#etag ? { 'if-none-match': this.#etag } : {},
        credentials: 'omit',
      });
      if (!answer.ok && answer.status !== 304) throw new Error(String(answer.status));
      this.#failures = 0;
      if (answer.ok) {
        this.#etag = answer.headers.get('etag');
        const frame: PublicTotals = await answer.json();
        this.#show(frame);
      }
    } catch {
      this.#failures += 1;
    }
    if (this.#watching) return;
    const wait = Math.min(this.#everyMs * 2 ** this.#failures, poll.maxMs ?? 60_000);
    this.#pollIn(wait * (0.75 + Math.random() / 2));
  }
}

/** Totals of a campaign for its team. */
export class TeamCounter {
  frame: TeamTotals | null = $state.raw(null);
  readonly #link: LiveLink;
  readonly #campaign: string;
  readonly #at: string;

  /** @param at what this screen is, for the faces of who is here */
  constructor(link: LiveLink, campaign: string, at: string, initial: TeamTotals | null = null) {
    this.#link = link;
    this.#campaign = campaign;
    this.#at = at;
    this.frame = initial;
  }

  /** What the page was rendered with anew, e.g. after a form. */
  offer(frame: TeamTotals): void {
    if (frame.campaign === this.#campaign) this.frame = newest(this.frame, frame);
  }

  /** Call it in the browser, e.g. from an effect; returns how to stop. */
  start(): () => void {
    let retry: ReturnType<typeof setTimeout> | undefined;
    const watch = async (): Promise<void> => {
      clearTimeout(retry);
      const answer = await this.#link.ask('team:watch', { campaign: this.#campaign, at: this.#at });
      if (answer.ok) this.frame = newest(this.frame, answer.value);
      else if (answer.code === 'not_found') this.frame = null;
      else if (this.#link.connected) retry = setTimeout(() => void watch(), 2_000);
    };
    const undo = [
      this.#link.on('team:totals', (frame) => {
        if (frame.campaign === this.#campaign) this.frame = newest(this.frame, frame);
      }),
      this.#link.onConnected((connected) => {
        if (connected) void watch();
      }),
      this.#link.onDoubt(() => void watch()),
    ];
    if (untrack(() => this.#link.connected)) void watch();
    return () => {
      clearTimeout(retry);
      for (const off of undo) off();
    };
  }
}
