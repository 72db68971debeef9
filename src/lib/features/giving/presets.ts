import type { Result } from '$lib/contracts/errors';
import type { Locale } from '$lib/contracts/locales';
import { isCurrency, parseMoney, toDecimal } from '$lib/kernel/money';
import { invalid, ok } from '$lib/kernel/result';
import type { Preset } from './model';

const MOST_CURRENCIES = 12;
const MOST_AMOUNTS = 6;

/** What treasurers type: a currency a line, then its amounts, as in `EUR 20 50 100`. */
export function readPresets(text: string, locale: Locale): Result<Preset[]> {
  const lines = text.split('\n').map((line) => line.trim());
  const presets: Preset[] = [];
  for (const line of lines.filter((one) => one !== '')) {
    const [code = '', ...amounts] = line.split(/[\s;]+/);
    const currency = code.toUpperCase();
    if (!isCurrency(currency) || presets.some((one) => one.currency === currency))
      return invalid('currency', 'presets');
    if (amounts.length > MOST_AMOUNTS) return invalid('too_long', 'presets');
    const minor: number[] = [];
    for (const amount of amounts) {
      const parsed = parseMoney(amount, currency, locale);
      if (!parsed.ok) return { ...parsed, field: 'presets' };
      if (parsed.value === 0n) return invalid('amount', 'presets');
      minor.push(Number(parsed.value));
    }
    presets.push({ currency, minor });
  }
  return presets.length > MOST_CURRENCIES ? invalid('too_long', 'presets') : ok(presets);
}

/** The same as it is shown to be changed. */
export function writePresets(presets: readonly Preset[], locale: Locale): string {
  const write = (minor: number, currency: string): string => {
    const plain = toDecimal(BigInt(minor), currency).replace(/\.0+$/, '');
    return locale === 'es' ? plain.replace('.', ',') : plain;
  };
  return presets
    .map(({ currency, minor }) => [currency, ...minor.map((one) => write(one, currency))].join(' '))
    .join('\n');
}
