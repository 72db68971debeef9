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
      for (const { currency, raised, spent, committed, returned, pot } of fund) {
        write(currency, 'raised', raised);
        write(currency, 'spent', spent);
        write(currency, 'committed', committed);
        write(currency, 'returned', returned);
        write(currency, 'pot', pot);
      }
    },
    live: () => undefined,
  });
}
