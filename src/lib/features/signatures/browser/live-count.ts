import type { Locale } from '$lib/contracts/locales';
import type { PublicTotals } from '$lib/contracts/totals';
import { dayOf, formatDay } from '$lib/kernel/format';
import { watchTotals } from '$lib/live/public.svelte';
import { formatMessage, formatNumber } from '$lib/messages/format';
import { roll } from '$lib/ui/live/roll';
import { showClock } from './live-clock';

interface Given {
  url: string;
  locale: Locale;
  totals: PublicTotals;
  words: Record<'label' | 'missing' | 'progress' | 'paper', string>;
}

/** Milliseconds between two figures read out loud. */
const SAY_MS = 30_000;

/** What stands apart from the figure: people on paper, and the milestone that the facts of the page tell of. */
function showApart(place: HTMLElement, { locale, words }: Given, { paper = 0, milestone }: PublicTotals): void {
  const onPaper = place.querySelector<HTMLElement>('[data-paper]');
  if (onPaper) {
    onPaper.textContent = formatMessage(locale, words.paper, { n: paper });
    onPaper.hidden = paper === 0;
  }
  const reached = document.querySelector<HTMLElement>('[data-milestone]');
  if (!reached || !milestone) return;
  const said: { zone: string; words: string } = JSON.parse(reached.dataset['milestone'] ?? '{}');
  const [n, day] = reached.querySelectorAll('dd');
  const time = day?.querySelector('time');
  if (n) n.textContent = formatMessage(locale, said.words, { n: milestone.n });
  if (time) {
    time.dateTime = milestone.at;
    time.textContent = formatDay(dayOf(milestone.at, said.zone), locale);
  }
  for (const hidden of [reached, reached.parentElement?.closest('[hidden]')]) hidden?.removeAttribute('hidden');
}

/** Keeps the counter that the server drew true, without another component: it writes into the places marked there. */
export function liveCount(place: HTMLElement): void {
  const given: Given = JSON.parse(place.dataset['totals'] ?? '{}');
  const { url, locale, totals, words } = given;
  const find = (selector: string): HTMLElement | null => place.querySelector<HTMLElement>(selector);
  const figure = find('[data-figure]');
  const mark = find('[data-live]');
  const clock = document.querySelector<HTMLElement>('[data-clock]');
  let shown = totals.signatures;
  let saidAt = performance.now();
  let stopRoll = (): void => undefined;

  const write = (selector: string, text: string): void => {
    const target = find(selector);
    if (target) target.textContent = text;
  };
  const show = (frame: PublicTotals): void => {
    const { signatures: n, goal } = frame;
    showApart(place, given, frame);
    if (clock) showClock(clock, frame.clock);
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
