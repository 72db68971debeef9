import type { Locale } from '$lib/contracts/locales';
import type { PublicTotals } from '$lib/contracts/totals';
import { formatMoney } from '$lib/kernel/format';
import { watchTotals } from '$lib/live/public.svelte';

interface Given {
  url: string;
  locale: Locale;
  totals: PublicTotals;
}

/** Keeps the figures of the fund's page true: it writes into the places that the server marked, and draws nothing. */
export function liveFund(place: HTMLElement): void {
  const { url, locale, totals }: Given = JSON.parse(place.dataset['fund'] ?? '{}');
  const write = (currency: string, part: string, minor: string | undefined): void => {
    const target = place.querySelector<HTMLElement>(`[data-money="${currency} ${part}"]`);
    if (target && minor !== undefined) target.textContent = formatMoney(BigInt(minor), currency, locale);
  };
  watchTotals({
    slug: totals.campaign,
    initial: totals,
    url,
    show: ({ fund = [] }) => {
      for (const { currency, raised, exchanged, committed, returned, pot, ...out } of fund) {
        for (const [part, minor] of Object.entries({ raised, exchanged, committed, returned, pot }))
          write(currency, part, minor);
        // What went out stands there with its minus.
        for (const part of ['fees', 'spent', 'posted', 'lost'] as const)
          write(currency, part, out[part] === undefined ? undefined : String(-BigInt(out[part])));
      }
    },
    live: () => undefined,
  });
}
