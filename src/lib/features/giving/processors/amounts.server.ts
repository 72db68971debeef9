import { exponent, fromDecimal } from '$lib/kernel/money';

/** Minor units of a decimal text of a processor (`12.50`); null when it is none, or has more decimals than the currency. */
export function minorOf(text: unknown, currency: string): bigint | null {
  if (typeof text !== 'string') return null;
  const parsed = fromDecimal(text, currency);
  return parsed.ok ? parsed.value : null;
}

/** The same for one that sends amounts as JSON numbers: rounded to the currency's decimals before anything is counted. */
export function minorOfNumber(value: unknown, currency: string): bigint | null {
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) >= 1e13) return null;
  return minorOf(value.toFixed(exponent(currency)), currency);
}
