/** Tables that banks offer as CSV, read by the mapping that was saved with the account. */
import type { Mapping } from './csv-mapping';
import { placeColumns, tableRows, type TableRow } from './csv-table';
import {
  accountNumber,
  bankReference,
  bookedDay,
  findReferences,
  MOST_LINES,
  Refused,
  signedAmount,
  tidy,
  valueDay,
} from './statement';
import type { Balance, Line, Reading, Statement } from './statement';

interface Table {
  mapping: Mapping;
  currency: string;
  reading: Reading;
  at: ReadonlyMap<string, number>;
}

function dayText(written: string, order: Mapping['dates'], line: number): string {
  const parts = /^(\d{1,4})[./ -](\d{1,2})[./ -](\d{1,4})(?:[T ,].*)?$/.exec(written) ?? compact(written, order);
  if (parts === null) throw new Refused('bank_date', line);
  const [, a = '', b = '', c = ''] = parts;
  const [year, month, day] = order === 'ymd' ? [a, b, c] : order === 'mdy' ? [c, a, b] : [c, b, a];
  if (day.length > 2 || (year.length !== 2 && year.length !== 4)) throw new Refused('bank_date', line);
  return `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function compact(written: string, order: Mapping['dates']): RegExpExecArray | null {
  return order === 'ymd' ? /^(\d{4})(\d\d)(\d\d)$/.exec(written) : /^(\d\d)(\d\d)(\d{4})$/.exec(written);
}

/** `1.234,56`, `1 234,56 €`, `-1234.56`, `1234,56-`, `(1,234.56)`: by the mark of the mapping, never guessed. */
function tableAmount(written: string, decimal: Mapping['decimal'], currency: string, line: number): bigint {
  const bare = written
    .normalize('NFKC')
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/[\p{Sc}\s]|\b(?:[A-Z]{3}|U\$S|US\$|AR\$)\b/gu, '')
    .replace(/^U?\$S?/, '');
  const found = /^(\()?([-+]?)([\d.,'’]*\d)([-+]?)(\))?$/.exec(bare);
  if (found === null) throw new Refused('bank_amount', line);
  const [, opens, before, figure = '', behind, closes] = found;
  const marks = Number(opens !== undefined) + Number(before !== '') + Number(behind !== '');
  if (marks > 1 || (opens === undefined) !== (closes === undefined)) throw new Refused('bank_sign', line);
  const group = decimal === ',' ? "[.'’]" : "[,'’]";
  if (!new RegExp(`^(?:\\d+|\\d{1,3}(?:${group}\\d{3})+)(?:\\${decimal}\\d+)?$`).test(figure)) {
    throw new Refused('bank_amount', line);
  }
  const plain = figure.replace(new RegExp(group, 'g'), '').replace(decimal, '.');
  const minor = signedAmount(plain, currency, line);
  return opens !== undefined || before === '-' || behind === '-' ? -minor : minor;
}

class TableReader {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  #cell(row: TableRow, role: string): string {
    const place = this.#table.at.get(role);
    return place === undefined ? '' : (row.cells[place] ?? '');
  }

  #amount(row: TableRow, role: string): bigint {
    const written = this.#cell(row, role);
    return written === '' ? 0n : tableAmount(written, this.#table.mapping.decimal, this.#table.currency, row.at);
  }

  #minor(row: TableRow): bigint {
    const { mapping } = this.#table;
    if (mapping.columns.amount !== '') {
      if (this.#cell(row, 'amount') === '') throw new Refused('bank_amount', row.at);
      const minor = this.#amount(row, 'amount');
      return mapping.sign === 'turned' ? -minor : minor;
    }
    const [debit, credit] = [this.#amount(row, 'debit'), this.#amount(row, 'credit')];
    if (credit < 0n || (debit !== 0n && credit !== 0n)) throw new Refused('bank_sign', row.at);
    if (this.#cell(row, 'debit') === '' && this.#cell(row, 'credit') === '') throw new Refused('bank_amount', row.at);
    // Some banks put a minus before what stands under debit.
    return debit === 0n ? credit : debit < 0n ? debit : -debit;
  }

  line(row: TableRow): { line: Line; balance: bigint | null } {
    const { mapping, currency, reading } = this.#table;
    const told = this.#cell(row, 'currency').toUpperCase();
    if (told !== '' && told !== currency) throw new Refused('bank_currency', row.at);
    const value = this.#cell(row, 'value');
    const text = tidy([this.#cell(row, 'text'), this.#cell(row, 'more')].filter((part) => part !== '').join(' · '));
    const reference = bankReference(this.#cell(row, 'reference'));
    const balance = this.#cell(row, 'balance');
    const line: Line = {
      at: row.at,
      bookedOn: bookedDay(dayText(this.#cell(row, 'date'), mapping.dates, row.at), reading, row.at),
      valueOn: value === '' ? null : valueDay(dayText(value, mapping.dates, row.at), reading, row.at),
      minor: this.#minor(row),
      bankRef: reference,
      endToEnd: '',
      references: findReferences(`${text} ; ${reference}`),
      name: tidy(this.#cell(row, 'name'), 200),
      account: accountNumber(this.#cell(row, 'account')),
      text,
      returned: false,
      chargesMinor: null,
    };
    return { line, balance: balance === '' ? null : tableAmount(balance, mapping.decimal, currency, row.at) };
  }

  /** Rows of the foot (`Total`, the date of the print) have no date of their own. */
  isLine(row: TableRow): boolean {
    const filled = row.cells.filter((cell) => cell !== '').length;
    if (filled === 0) return false;
    const needed = ['date', 'amount', 'debit', 'credit', 'balance'].flatMap((role) => this.#table.at.get(role) ?? []);
    const date = this.#cell(row, 'date');
    if (!/\d/.test(date)) return false;
    // A row of text alone, such as `Printed on 31/01/2026`.
    if (filled === 1 && !/^\d/.test(date)) return false;
    if (row.cells.length <= Math.max(...needed)) throw new Refused('bank_truncated', row.at);
    return true;
  }
}

/** Balances beside the lines must lead from one to the next, downwards or upwards; answers the outer two. */
function walk(rows: readonly { line: Line; balance: bigint | null }[]): { opening: Balance; closing: Balance } | null {
  const told = rows.flatMap(({ line, balance }) => (balance === null ? [] : [{ line, balance }]));
  const [top, last] = [told[0], told.at(-1)];
  // A table that shows a balance once a day proves nothing line by line.
  if (top === undefined || last === undefined || told.length < rows.length) return null;
  const breaks = (down: boolean): number =>
    told.findIndex(({ line, balance }, at) => {
      const before = told[at - 1];
      if (before === undefined) return false;
      return down ? before.balance + line.minor !== balance : balance + before.line.minor !== before.balance;
    });
  const [down, up] = [breaks(true), breaks(false)];
  if (down >= 0 && up >= 0) throw new Refused('bank_balance', told[Math.max(down, up)]?.line.at ?? 0);
  const [from, to] = down < 0 ? [top, last] : [last, top];
  return {
    opening: { at: from.line.at, minor: from.balance - from.line.minor, day: from.line.bookedOn },
    closing: { at: to.line.at, minor: to.balance, day: to.line.bookedOn },
  };
}

/** The one statement of a table in the account's currency; throws `Refused`. */
export function readCsv(text: string, mapping: Mapping, currency: string, reading: Reading): Statement[] {
  const rows = tableRows(text, mapping.delimiter);
  const { first, at } = placeColumns(rows, mapping);
  const table = new TableReader({ mapping, currency, reading, at });
  const read = rows
    .slice(first)
    .filter((row) => table.isLine(row))
    .map((row) => table.line(row));
  if (read.length === 0) throw new Refused('bank_empty', 0);
  if (read.length > MOST_LINES) throw new Refused('bank_too_large', MOST_LINES);
  const balances = walk(read);
  const lines = read.map(({ line }) => line).filter(({ minor }) => minor !== 0n);
  return [
    {
      at: rows[first - 1]?.at ?? 1,
      account: '',
      currency,
      number: null,
      opening: balances?.opening ?? null,
      closing: balances?.closing ?? null,
      lines,
    },
  ];
}
