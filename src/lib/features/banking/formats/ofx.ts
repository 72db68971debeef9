/**
 * OFX 1 (SGML) and 2 (XML). The file is first written anew with every element closed, which finds lines and refuses what
 * is no OFX; then ofx-js reads it. Amounts stay text.
 */
import { parseSync } from 'ofx-js';
import { closeElements } from './ofx-elements';
import {
  accountNumber,
  bankReference,
  bookedDay,
  findReferences,
  knownCurrency,
  MOST_LINES,
  Refused,
  signedAmount,
  tidy,
  valueDay,
} from './statement';
import type { Line, Reading, Statement } from './statement';

type Part = { readonly [name: string]: unknown };

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value);

/** All parts along a path; one that stands once is not a list in what ofx-js answers. */
function all(part: unknown, ...path: string[]): Part[] {
  let found: unknown[] = [part];
  for (const name of path) {
    found = found.flatMap((one) => {
      const value = isPart(one) ? one[name] : undefined;
      return Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value];
    });
  }
  return found.filter(isPart);
}

function text(part: unknown, ...path: string[]): string {
  let found: unknown = part;
  for (const name of path) found = isPart(found) ? found[name] : undefined;
  return typeof found === 'string' ? decoded(found.trim()) : '';
}

/** The three that ofx-js knows are read already; banks write more. */
function decoded(text: string): string {
  return text
    .replace(/&#(\d{1,6});/g, (whole, number: string) => {
      const sign = Number(number);
      return sign >= 32 && sign < 0xd800 ? String.fromCodePoint(sign) : whole;
    })
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&nbsp;', ' ');
}

/** `20260131`, with the time and the zone of the bank behind it or not. */
function dayText(stamp: string, at: number): string {
  const found = /^(\d{4})(\d\d)(\d\d)(?:\d{2,6}(?:\.\d{1,3})?)?(?:\[[^\]]{1,12}\]?)?$/.exec(stamp.replace(/\s/g, ''));
  if (found === null) throw new Refused('bank_date', at);
  return `${found[1]}-${found[2]}-${found[3]}`;
}

function amountOf(written: string, currency: string, at: number): bigint {
  if (!/^[+-]?\d*[.,]?\d+$/.test(written)) throw new Refused('bank_amount', at);
  return signedAmount(written.replace(',', '.').replace(/^([+-]?)\./, '$10.'), currency, at);
}

const OUT = new Set(['DEBIT', 'FEE', 'SRVCHG', 'PAYMENT', 'CHECK', 'ATM', 'POS']);

function lineOf(part: Part, currency: string, at: number, reading: Reading): Line | null {
  const minor = amountOf(text(part, 'TRNAMT'), currency, at);
  const kind = text(part, 'TRNTYPE').toUpperCase();
  // Corrections apart, a kind that takes money out never brings some in.
  if (kind === 'CREDIT' && minor < 0n) throw new Refused('bank_sign', at);
  if (OUT.has(kind) && kind !== 'POS' && kind !== 'ATM' && minor > 0n) throw new Refused('bank_sign', at);
  const own = text(part, 'CURRENCY', 'CURSYM');
  if (own !== '' && own !== currency) throw new Refused('bank_currency', at);
  if (minor === 0n) return null;
  const value = text(part, 'DTAVAIL');
  const name = text(part, 'PAYEE', 'NAME') || text(part, 'NAME');
  const memo = tidy([text(part, 'MEMO'), text(part, 'EXTDNAME')].filter((one) => one !== '').join(' '));
  return {
    at,
    bookedOn: bookedDay(dayText(text(part, 'DTPOSTED'), at), reading, at),
    valueOn: value === '' ? null : valueDay(dayText(value, at), reading, at),
    minor,
    bankRef: bankReference(text(part, 'FITID')),
    endToEnd: bankReference(text(part, 'REFNUM')),
    references: findReferences(`${name} ; ${memo} ; ${text(part, 'REFNUM')}`),
    name: tidy(name, 200),
    account: accountNumber(text(part, 'BANKACCTTO', 'ACCTID') || text(part, 'BANKACCTFROM', 'ACCTID')),
    text: memo,
    returned: false,
    chargesMinor: null,
  };
}

function parsed(document: string): unknown {
  try {
    return parseSync(document).OFX;
  } catch {
    throw new Refused('bank_malformed', 0);
  }
}

/** The statements of a file; throws `Refused`. */
export function readOfx(source: string, reading: Reading): Statement[] {
  const { document, marks, begins } = closeElements(source);
  if (marks.length > MOST_LINES) throw new Refused('bank_too_large', 0);
  const OFX = parsed(document);
  const answers = [
    ...all(OFX, 'BANKMSGSRSV1', 'STMTTRNRS', 'STMTRS'),
    ...all(OFX, 'CREDITCARDMSGSRSV1', 'CCSTMTTRNRS', 'CCSTMTRS'),
  ];
  if (answers.length === 0) throw new Refused('bank_empty', 0);
  // ofx-js loses the lines; entries come in the order in which they stand.
  let entry = 0;
  return answers.map((answer, number): Statement => {
    const at = begins[number] ?? 0;
    const currency = knownCurrency(text(answer, 'CURDEF'), at);
    const lines = all(answer, 'BANKTRANLIST', 'STMTTRN').flatMap((part) => {
      const line = lineOf(part, currency, marks[entry] ?? at, reading);
      entry += 1;
      return line ?? [];
    });
    const closing = text(answer, 'LEDGERBAL', 'BALAMT');
    const day = text(answer, 'LEDGERBAL', 'DTASOF');
    return {
      at,
      account: accountNumber(text(answer, 'BANKACCTFROM', 'ACCTID') || text(answer, 'CCACCTFROM', 'ACCTID')),
      currency,
      number: null,
      opening: null,
      closing:
        closing === ''
          ? null
          : { at, minor: amountOf(closing, currency, at), day: day === '' ? null : dayText(day, at) },
      lines,
    };
  });
}
