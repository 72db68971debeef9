import { formatDay } from '$lib/kernel/format';
import type { Messages } from '$lib/messages/catalog';
import type { FundKey } from '$lib/messages/fund';
import { currencyName } from '$lib/messages/names';
import { CURRENCIES } from '../../model';

type M = Messages<FundKey>;

/** A source in words; one that the team named itself stands as it is, and two that were chained with both. */
export function sourceWords(m: M, source: string): string {
  return source
    .split(' + ')
    .map((one) => {
      const key: string = `rates.source.${one}`;
      return m.has(key) ? m(key) : one;
    })
    .join(' + ');
}

/** `1 USD = 1450.5 ARS`, figures as the language writes them. */
export function rateWords(m: M, { base, quote, rate }: { base: string; quote: string; rate: string }): string {
  return m('rates.is', { base, quote, rate: m.locale === 'es' ? rate.replace('.', ',') : rate });
}

export const dayWords = (m: M, day: string): string => formatDay(day, m.locale, { weekday: false });

export const currencyOptions = (m: M): { value: string; label: string }[] =>
  CURRENCIES.map((value) => ({ value, label: `${value} · ${currencyName(m.locale, value)}` }));
