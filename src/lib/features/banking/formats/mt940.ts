/** MT940 (SWIFT customer statement): several statements in a file, with or without the envelope of SWIFT around them. */
import { readDetails } from './mt940-details';
import {
  accountNumber,
  anyDay,
  bankReference,
  bookedDay,
  findReferences,
  knownCurrency,
  MOST_LINES,
  Refused,
  signedAmount,
  statementNumber,
  tidy,
  tie,
  valueDay,
} from './statement';
import type { Balance, Line, Reading, Statement } from './statement';

interface Field {
  tag: string;
  at: number;
  /** The lines of the field as they stand in the file. */
  rows: string[];
}

const FIELD = /^:(\d{2}[A-Z]?):(.*)$/;
const BALANCE = /^([CD])(\d{6})([A-Z]{3})(\d{1,15},\d{0,5})$/;
// Value day, day of booking, mark, letter of the currency, amount, kind, reference of who ordered, the bank's own.
const ENTRY = /^(\d{6})(\d{4})?(RC|RD|C|D)([A-Z])?(\d{1,15},\d{0,5})([A-Z][A-Z0-9]{3})(.*)$/;

/** Fields with their lines; what stands around them (envelope, blank lines, the closing dash) is left out. */
function* fieldsOf(text: string): Generator<Field | 'end'> {
  let field: Field | null = null;
  const rows = text.split(/\r\n|\n|\r/);
  for (const [index, raw] of rows.entries()) {
    const row = raw.replace(/^\{1:.*?\{4:/, '').trimEnd();
    const found = FIELD.exec(row);
    if (found !== null) {
      if (field !== null) yield field;
      field = { tag: found[1] ?? '', at: index + 1, rows: [found[2] ?? ''] };
    } else if (/^-\}?/.test(row) && (row === '-' || row.startsWith('-}'))) {
      if (field !== null) yield field;
      field = null;
      yield 'end';
    } else if (field !== null) field.rows.push(row);
    else if (row.trim() !== '' && !/^(\{|:?\s*$|[A-Z0-9]{8,}$|940$)/.test(row))
      throw new Refused('bank_malformed', index + 1);
  }
  if (field !== null) yield field;
}

/** Two digits of a year: SWIFT counts 80 to 99 to the last century. */
function dayOf(text: string, at: number): string {
  const century = Number(text.slice(0, 2)) >= 80 ? '19' : '20';
  return anyDay(`${century}${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4, 6)}`, at);
}

/** The day of booking has no year: it is the one that brings it nearest to the value day. */
function bookedOf(value: string, monthDay: string | undefined, at: number): string {
  if (monthDay === undefined) return value;
  const year = Number(value.slice(0, 4));
  const months = Number(monthDay.slice(0, 2)) - Number(value.slice(5, 7));
  const shift = months > 6 ? -1 : months < -6 ? 1 : 0;
  return anyDay(`${year + shift}-${monthDay.slice(0, 2)}-${monthDay.slice(2)}`, at);
}

const amountOf = (text: string, currency: string, at: number): bigint =>
  signedAmount(text.replace(',', '.').replace(/\.$/, ''), currency, at);

class Reader {
  readonly statements: Statement[] = [];
  readonly #reading: Reading;
  #statement: Statement | null = null;
  #account = '';
  #number: number | null = null;
  #line: Line | null = null;
  #lines = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  take(field: Field): void {
    const { tag, at } = field;
    const text = field.rows.join('').trim();
    if (tag === '20') this.#begin(at);
    else if (tag === '25') this.#account = accountOf(text);
    else if (tag === '28' || tag === '28C') this.#number = statementNumber(text);
    else if (tag === '60F' || tag === '60M') this.#opening(text, at);
    else if (tag === '61') this.#entry(field);
    else if (tag === '86') this.#details(field);
    else if (tag === '62F' || tag === '62M') this.#closing(text, at);
    else if (!/^(21|13D?|64|65|90[CD]|34F|NS)$/.test(tag)) throw new Refused('bank_malformed', at);
  }

  /** A statement without its closing balance was cut off. */
  #begin(at: number): void {
    if (this.#statement !== null && this.#statement.closing === null) throw new Refused('bank_truncated', at);
    this.#statement = null;
    this.#line = null;
    this.#account = '';
    this.#number = null;
  }

  #opening(text: string, at: number): void {
    if (this.#statement !== null && this.#statement.closing === null) throw new Refused('bank_truncated', at);
    const { balance, currency } = balanceOf(text, at);
    this.#statement = {
      at,
      account: this.#account,
      currency,
      opening: balance,
      closing: null,
      number: this.#number,
      lines: [],
    };
    this.#line = null;
    this.statements.push(this.#statement);
  }

  #closing(text: string, at: number): void {
    const statement = this.#open(at);
    const { balance, currency } = balanceOf(text, at);
    if (currency !== statement.currency) throw new Refused('bank_currency', at);
    statement.closing = balance;
    this.#line = null;
    tie(statement);
  }

  #open(at: number): Statement {
    if (this.#statement === null || this.#statement.closing !== null) throw new Refused('bank_malformed', at);
    return this.#statement;
  }

  #entry({ rows, at }: Field): void {
    const statement = this.#open(at);
    const [head = '', ...more] = rows;
    const found = ENTRY.exec(head.trim());
    if (found === null) throw new Refused('bank_malformed', at);
    const [, value = '', monthDay, mark = '', , amount = '', , rest = ''] = found;
    if ((this.#lines += 1) > MOST_LINES) throw new Refused('bank_too_large', at);
    const minor = amountOf(amount, statement.currency, at);
    const [own = '', bank = ''] = splitOnce(rest, '//');
    const valueOn = valueDay(dayOf(value, at), this.#reading, at);
    this.#line = {
      at,
      bookedOn: bookedDay(bookedOf(valueOn, monthDay, at), this.#reading, at),
      valueOn,
      // RC takes a credit back, RD a debit.
      minor: mark === 'C' || mark === 'RD' ? minor : -minor,
      bankRef: bankReference(bank),
      endToEnd: bankReference(own),
      references: findReferences(own),
      name: '',
      account: '',
      text: tidy(more.join(' ')),
      returned: mark.startsWith('R'),
      chargesMinor: null,
    };
    if (minor !== 0n) statement.lines.push(this.#line);
  }

  /** What stands behind an entry is about it; behind the closing balance it is about the statement. */
  #details({ rows }: Field): void {
    const line = this.#line;
    if (line === null) return;
    const told = readDetails(rows);
    line.name = tidy(told.name, 200);
    line.account = accountNumber(told.account);
    line.text = tidy([told.text, line.text].filter((part) => part !== '').join(' '));
    if (told.endToEnd !== '') line.endToEnd = bankReference(told.endToEnd);
    // The bank breaks lines where it likes, in the middle of a reference too.
    line.references = findReferences([line.endToEnd, told.text, rows.join('')].join(' ; '));
    line.returned ||= told.returned;
  }

  end(): Statement[] {
    if (this.statements.length === 0) throw new Refused('bank_empty', 0);
    const open = this.statements.find(({ closing }) => closing === null);
    if (open !== undefined) throw new Refused('bank_truncated', open.at);
    return this.statements;
  }
}

function balanceOf(text: string, at: number): { balance: Balance; currency: string } {
  const found = BALANCE.exec(text);
  if (found === null) throw new Refused('bank_amount', at);
  const [, mark, day = '', code = '', amount = ''] = found;
  const currency = knownCurrency(code, at);
  const minor = amountOf(amount, currency, at);
  return { balance: { at, minor: mark === 'C' ? minor : -minor, day: dayOf(day, at) }, currency };
}

/** `bank code/account`, an IBAN, or either with the currency behind it. */
function accountOf(text: string): string {
  const plain = text.split('/').at(-1) ?? text;
  return accountNumber(plain).replace(/(?<=\d{5})[A-Z]{3}$/, '');
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}

/** The statements of a file; throws `Refused`. */
export function readMt940(text: string, reading: Reading): Statement[] {
  const reader = new Reader(reading);
  for (const field of fieldsOf(text)) if (field !== 'end') reader.take(field);
  return reader.end();
}
