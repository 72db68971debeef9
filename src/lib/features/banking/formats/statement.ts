/**
 * What every format of a bank's statement is read into. Amounts are text until they are integer minor units, days are civil
 * days as the bank writes them, and whatever is wrong refuses the whole file with its line.
 */
import { addDays, parseDay } from '$lib/kernel/dates';
import { parseIban } from '$lib/kernel/iban';
import { fromDecimal, isCurrency } from '$lib/kernel/money';
import { parseRf } from '$lib/kernel/rf';

export const FORMATS = ['camt', 'mt940', 'ofx', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** Rules that a file can break; each has words under `rule.<rule>`. */
export const FILE_RULES = [
  'bank_format', // neither of the formats that are read
  'bank_too_large',
  'bank_truncated',
  'bank_malformed',
  'bank_entities', // a DOCTYPE or an entity of its own
  'bank_amount',
  'bank_decimals',
  'bank_sign',
  'bank_currency', // another one than the account's, or none that exists
  'bank_date',
  'bank_future',
  'bank_iban',
  'bank_reference',
  'bank_balance', // opening balance and lines do not make the closing balance
  'bank_batch', // the parts of an entry do not make the entry
  'bank_empty',
  'bank_columns', // a column that the mapping names is not there
  'bank_other_account',
] as const;
export type FileRule = (typeof FILE_RULES)[number];

/** Why a file was refused, and where. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly rule: FileRule,
    /** Line of the file, the first is 1; 0 when it is about the whole. */
    readonly line: number,
  ) {
    super(`${rule} in line ${line}`);
  }
}

export interface Line {
  /** Line of the file on which it begins. */
  at: number;
  bookedOn: string;
  valueOn: string | null;
  /** Positive: money came in. */
  minor: bigint;
  /** The bank's own reference; empty when it gives none. */
  bankRef: string;
  /** Chosen by who paid; not unique. */
  endToEnd: string;
  /** References of ISO 11649 in it, the likeliest first; all with right check digits. */
  references: string[];
  name: string;
  /** IBAN or number of the other side's account, without blanks. */
  account: string;
  text: string;
  /** A transfer that came back, or a booking taken back by the bank. */
  returned: boolean;
  /** What the banks kept of it, where the statement tells. */
  chargesMinor: bigint | null;
}

export interface Balance {
  at: number;
  minor: bigint;
  day: string | null;
}

export interface Statement {
  at: number;
  /** IBAN or number of the account; empty when the format has none. */
  account: string;
  currency: string;
  opening: Balance | null;
  closing: Balance | null;
  /** As the bank counts its statements within a year; null where it does not. */
  number: number | null;
  lines: Line[];
}

export interface Reading {
  /** Civil day on which it is read; a bank dates nothing after tomorrow. */
  today: string;
}

/** Bytes of a file, below what the server takes in one request. A month of 20 000 transfers has about that many in CAMT. */
export const MOST_BYTES = 15_000_000;
export const MOST_LINES = 20_000;
/** Statements run ahead of the booking by some days where value dates are kept. */
const VALUE_AHEAD = 31;
const MOST_TEXT = 1_000;

/** A number of a statement: what stands before the page; a bank that writes something else there counts nothing. */
export function statementNumber(text: string): number | null {
  const found = /^0*([1-9]\d{0,4})(\/.*)?$/.exec(text.trim());
  return found === null ? null : Number(found[1]);
}

/** An amount written with a point and without a sign, as ISO 20022 has it. */
export function plainAmount(text: string, currency: string, line: number): bigint {
  if (/^[-+]/.test(text)) throw new Refused('bank_sign', line);
  return signedAmount(text, currency, line);
}

/** The same with a minus in front where money went out. */
export function signedAmount(text: string, currency: string, line: number): bigint {
  const read = fromDecimal(text.replace(/^\+/, ''), currency);
  if (read.ok) return read.value;
  throw new Refused(read.rule === 'amount_decimals' ? 'bank_decimals' : 'bank_amount', line);
}

export function knownCurrency(text: string, line: number): string {
  if (!isCurrency(text)) throw new Refused('bank_currency', line);
  return text;
}

/** A day that exists and has come. */
export function bookedDay(text: string, { today }: Reading, line: number): string {
  const day = anyDay(text, line);
  if (day > addDays(today, 1)) throw new Refused('bank_future', line);
  return day;
}

export function valueDay(text: string, { today }: Reading, line: number): string {
  const day = anyDay(text, line);
  if (day > addDays(today, VALUE_AHEAD)) throw new Refused('bank_future', line);
  return day;
}

export function anyDay(text: string, line: number): string {
  const day = parseDay(text);
  if (!day.ok || day.value < '1990-01-01') throw new Refused('bank_date', line);
  return day.value;
}

/** For a field that can hold nothing but an IBAN. */
export function certainIban(text: string, line: number): string {
  const iban = parseIban(text);
  if (iban === null) throw new Refused('bank_iban', line);
  return iban;
}

/** Numbers of accounts of every country, compared by their letters and digits. */
export function accountNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase()
    .slice(0, 40);
}

/** What banks write where there is no reference. */
const NO_REFERENCE = /^(NONREF|NOTPROVIDED|NOT ?PROVIDED|N\/A|NULL|NONE|0+|-*)$/i;
export function bankReference(text: string): string {
  const plain = text.trim();
  return NO_REFERENCE.test(plain) ? '' : plain.slice(0, 80);
}

/** Text of a line on one line, without what cannot be seen. */
export function tidy(text: string, most = MOST_TEXT): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .trim()
    .slice(0, most);
}

/**
 * References of ISO 11649 anywhere in a text. Banks and people set blanks into them and write on behind them, so each
 * beginning that fits is one; where a word ends after it stands first, then the longer.
 */
export function findReferences(text: string): string[] {
  const found: { reference: string; ends: boolean }[] = [];
  for (const match of text.toUpperCase().matchAll(/RF[ .-]?\d[ .-]?\d/g)) {
    // Four signs of the head, 21 of the body, and a blank between any two of them.
    const rest = text.toUpperCase().slice(match.index, match.index + 60);
    let plain = '';
    for (let at = 0; at < rest.length && plain.length < 25; at += 1) {
      const sign = rest.charAt(at);
      if (/[\s.\u00a0-]/.test(sign)) continue;
      if (!/[A-Z0-9]/.test(sign)) break;
      plain += sign;
      // A body of one or two signs fits by chance too often to be one.
      const reference = plain.length >= 9 ? parseRf(plain) : null;
      if (reference !== null) found.push({ reference, ends: !/[A-Z0-9]/.test(rest.charAt(at + 1)) });
    }
  }
  return found
    .sort((a, b) => Number(b.ends) - Number(a.ends) || b.reference.length - a.reference.length)
    .map(({ reference }) => reference)
    .filter((reference, at, all) => all.indexOf(reference) === at)
    .slice(0, 6);
}

/** Throws unless opening balance and lines make the closing balance, where the format tells both. */
export function tie({ at, opening, closing, lines }: Statement): void {
  if (opening === null || closing === null) return;
  const sum = lines.reduce((sum, { minor }) => sum + minor, opening.minor);
  if (sum !== closing.minor) throw new Refused('bank_balance', closing.at || at);
}
