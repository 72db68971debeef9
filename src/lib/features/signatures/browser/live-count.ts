import type { Locale } from '$lib/contracts/locales';
import type { PublicTotals } from '$lib/contracts/totals';
import { watchTotals } from '$lib/live/public.svelte';
import { formatMessage, formatNumber } from '$lib/messages/format';
import { roll } from '$lib/ui/live/roll';

interface Given {
  url: string;
  locale: Locale;
  totals: PublicTotals;
  words: Record<'label' | 'missing' | 'progress', string>;
}

/** Milliseconds between two figures read out loud. */
const SAY_MS = 30_000;

/** Keeps the counter that the server drew true, without another component: it writes into the places marked there. */
export function liveCount(place: HTMLElement): void {
  const { url, locale, totals, words }: Given = JSON.parse(place.dataset['totals'] ?? '{}');
  const find = (selector: string): HTMLElement | null => place.querySelector<HTMLElement>(selector);
  const figure = find('[data-figure]');
  const mark = find('[data-live]');
  let shown = totals.signatures;
  let saidAt = performance.now();
  let stopRoll = (): void => undefined;

  const write = (selector: string, text: string): void => {
    const target = find(selector);
    if (target) target.textContent = text;
  };
  const show = ({ signatures: n, goal }: PublicTotals): void => {
    if (n === shown) return;
    stopRoll();
    stopRoll = roll({
      from: shown,
      to: n,
      write: (step) => {
        shown = step;
        if (figure) figure.textContent = formatNumber(locale, step);
      },
    });
    const label = formatMessage(locale, words.label, { n });
    const progress = formatMessage(locale, words.progress, { n, goal });
    write('[data-figure] + *', label);
    write('[data-missing]', formatMessage(locale, words.missing, { n: Math.max(0, goal - n) }));
    find('[data-progress]')?.setAttribute('width', String(goal > 0 ? Math.min(100, (n / goal) * 100) : 0));
    const bar = find('[role=progressbar]');
    bar?.setAttribute('aria-valuenow', String(Math.min(n, goal)));
    bar?.setAttribute('aria-valuetext', progress);
    bar?.setAttribute('aria-label', progress);
    if (performance.now() - saidAt < SAY_MS) return;
    saidAt = performance.now();
    write('[data-said]', `${formatNumber(locale, n)} ${label}`);
  };
  watchTotals({
    slug: totals.campaign,
    initial: totals,
    url,
    show,
    live: (on) => mark?.toggleAttribute('hidden', !on),
  });
}
