import type { PublicTotals } from '../contracts/totals';
import { Connection } from './connection.svelte';
import { PublicCounter } from './totals.svelte';

export interface TotalsWatch {
  slug: string;
  /** As the page was drawn with. */
  initial: PublicTotals;
  /** Where the figures stand as JSON, for when there is no socket. */
  url: string;
  show: (frame: PublicTotals) => void;
  /** Whether the figures come by themselves now. */
  live: (on: boolean) => void;
}

/** The public counter for a page that runs no components. It starts at once: load this file when the browser is idle. */
export function watchTotals({ slug, initial, url, show, live }: TotalsWatch): () => void {
  const connection = new Connection({ as: 'public' });
  const atOnce = (start: () => void): (() => void) => {
    start();
    return () => undefined;
  };
  const counter = new PublicCounter({ slug, initial, poll: { url }, connect: () => connection, whenIdle: atOnce });
  const unwatch = $effect.root(() => {
    $effect(() => show(counter.frame));
    $effect(() => live(connection.connected));
  });
  const stop = counter.start();
  return () => {
    stop();
    unwatch();
  };
}
