/**
 * The text of a "Giro" QR code: EPC069-12, version 002. A bank's telephone app fills a SEPA transfer from it. What is in it
 * is exactly what stands on the page beside it.
 */
import type { Result } from '../contracts/errors';
import { parseBic } from './bic';
import { isSepaIban, parseIban } from './iban';
import { toDecimal } from './money';
import { invalid, ok } from './result';
import { parseRf } from './rf';

interface Transfer {
  /** Whose account it is. */
  holder: string;
  iban: string;
  bic?: string | null | undefined;
  /** Euro cents; a transfer without an amount lets the donor type one. */
  cents: bigint | null;
  /** A reference of ISO 11649, or a text for the payee; a code has one or the other. */
  remittance: { reference: string } | { text: string };
}

const MOST_BYTES = 331;
const MOST_CENTS = 99_999_999_999n;
const MOST_HOLDER = 70;
const MOST_TEXT = 140;
/** The set that every SEPA bank takes (EPC217-08). */
const LATIN = /^[A-Za-z0-9/\-?:().,'+ ]*$/;

/** Letters without their accents, other signs as a blank where they have no plain form. */
export function plainLatin(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, (sign) => (sign === 'ø' ? 'o' : 'O'))
    .replace(/[æÆ]/g, (sign) => (sign === 'æ' ? 'ae' : 'AE'))
    .replace(/[łŁ]/g, (sign) => (sign === 'ł' ? 'l' : 'L'))
    .replace(/[’‘`´]/g, "'")
    .replace(/[–—]/g, '-')
    .replace(/&/g, '+')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What the code holds, or why there can be none. */
export function epcPayload({ holder, iban, bic, cents, remittance }: Transfer): Result<string> {
  const account = parseIban(iban);
  if (account === null || !isSepaIban(account)) return invalid('iban', 'iban');
  const bank = bic ? parseBic(bic) : '';
  if (bank === null) return invalid('bic', 'bic');
  const name = plainLatin(holder);
  if (name === '' || !LATIN.test(name)) return invalid('encoding', 'holder');
  if (name.length > MOST_HOLDER) return invalid('too_long', 'holder');
  if (cents !== null && (cents < 1n || cents > MOST_CENTS)) return invalid('amount', 'cents');
  const structured = 'reference' in remittance ? parseRf(remittance.reference) : '';
  if (structured === null) return invalid('reference', 'reference');
  const free = 'text' in remittance ? plainLatin(remittance.text) : '';
  if (!LATIN.test(free)) return invalid('encoding', 'text');
  if (free.length > MOST_TEXT) return invalid('too_long', 'text');
  const amount = cents === null ? '' : `EUR${toDecimal(cents, 'EUR')}`;
  const lines = ['BCD', '002', '1', 'SCT', bank, name, account, amount, '', structured, free];
  // Empty lines at the end say nothing and cost modules.
  const payload = lines.join('\n').replace(/\n+$/, '');
  return new TextEncoder().encode(payload).length > MOST_BYTES ? invalid('too_long', 'text') : ok(payload);
}
