import type { Locale } from '$lib/contracts/locales';
import type { PublicTotals } from '$lib/contracts/totals';
import { watchTotals } from '$lib/live/public.svelte';
import { formatMessage } from '$lib/messages/format';

interface Given {
  locale: Locale;
  clock: PublicTotals['clock'];
  words: Record<'people' | 'hours', string>;
  /** Present where no counter of signatures brings the frames. */
  watch?: { url: string; totals: PublicTotals };
}
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const shown = new WeakMap<HTMLElement, { given: Given; clock: PublicTotals['clock'] }>();

function write(place: HTMLElement): void {
  const known = shown.get(place);
  if (!known) return;
  const { given, clock } = known;
  place.querySelector('[data-figures]')?.toggleAttribute('hidden', !clock);
  place.querySelector('[data-none]')?.toggleAttribute('hidden', Boolean(clock));
  const put = (selector: string, text: string): void => {
    const target = place.querySelector(selector);
    if (target && target.textContent !== text) target.textContent = text;
  };
  const hours = clock ? Math.max(0, Math.floor((Date.now() - Date.parse(clock.since)) / HOUR_MS)) : 0;
  put('[data-people]', clock ? formatMessage(given.locale, given.words.people, { n: clock.people }) : '');
  put('[data-hours]', clock ? formatMessage(given.locale, given.words.hours, { n: hours }) : '');
}

/** What a new frame says of the clock; a campaign that stops publishing it leaves it empty. */
export function showClock(place: HTMLElement, clock: PublicTotals['clock']): void {
  const given = shown.get(place)?.given ?? (JSON.parse(place.dataset['clock'] ?? '{}') as Given);
  shown.set(place, { given, clock });
  write(place);
}

/** Keeps the public detention clock true: hours pass without a frame, people come and go by one. */
export function liveClock(place: HTMLElement): void {
  const given: Given = JSON.parse(place.dataset['clock'] ?? '{}');
  shown.set(place, { given, clock: given.clock });
  setInterval(() => write(place), MINUTE_MS);
  if (given.watch === undefined) return;
  const { url, totals } = given.watch;
  watchTotals({
    slug: totals.campaign,
    initial: totals,
    url,
    show: (frame) => showClock(place, frame.clock),
    live: () => undefined,
  });
}
