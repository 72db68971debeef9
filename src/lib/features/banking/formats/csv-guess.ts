import { brokenMapping, headKey, type ColumnRole, type Mapping } from './csv-mapping';
import { guessDelimiter, tableRows, type TableRow } from './csv-table';

/** What banks in Spanish, English, French, German and Portuguese write above their columns; the first that fits wins. */
const HEADS: readonly [ColumnRole, RegExp][] = [
  ['value', /^(fecha valor|value date|date de valeur|date valeur|valuta|wertstellung|valutadatum|f valor|data valor)/],
  ['date', /^(fecha|date|datum|buchungstag|buchungsdatum|posting date|transaction date|f operacion|booking|data)\b/],
  ['debit', /^(debito?s?|debit|cargos?|soll|withdrawals?|egresos?|paid out|money out|salidas?)\b/],
  ['credit', /^(creditos?|credit|abonos?|haben|deposits?|ingresos?|paid in|money in|entradas?)\b/],
  ['balance', /^(saldo|balance|solde|kontostand|running balance)/],
  ['currency', /^(moneda|divisa|currency|devise|wahrung|waehrung|moeda)/],
  ['amount', /^(importe|monto|amount|montant|betrag|valor|umsatz|gross amount)\b/],
  [
    'account',
    /^(iban|cuenta (origen|destino|contraparte)|cbu|counterparty (account|iban)|kontonummer|account number|compte)/,
  ],
  [
    'name',
    /^(nombre|name|titular|ordenante|beneficiario|remitente|auftraggeber|beguenstigter|begunstigter|payee|payer|counterparty|nom|donneur|tiers|zahlungspflichtiger|from)/,
  ],
  [
    'reference',
    /^(referencia|reference|ref|numero de (operacion|comprobante)|nro|transaction id|id|comprobante|kundenreferenz)\b/,
  ],
  [
    'text',
    /^(concepto|descripcion|detalle|description|details?|libelle|verwendungszweck|memo|narrative|buchungstext|motivo|observaciones)/,
  ],
];

export interface Guess {
  heads: string[];
  /** Some rows as they stand, to recognise the columns by. */
  sample: string[][];
  mapping: Mapping;
  /** True when nothing that is needed is missing. */
  whole: boolean;
}

const COLUMNS: Mapping['columns'] = {
  date: '',
  value: '',
  amount: '',
  debit: '',
  credit: '',
  name: '',
  account: '',
  text: '',
  more: '',
  reference: '',
  balance: '',
  currency: '',
};

function assign(cells: readonly string[]): Mapping['columns'] {
  const columns = { ...COLUMNS };
  for (const cell of cells) {
    const key = headKey(cell);
    const role = HEADS.find(([, form]) => form.test(key))?.[0];
    if (role === undefined) continue;
    if (columns[role] === '') columns[role] = cell;
    else if (role === 'text' && columns.more === '') columns.more = cell;
  }
  if (columns.debit !== '' && columns.credit !== '') columns.amount = '';
  else if (columns.amount !== '') [columns.debit, columns.credit] = ['', ''];
  return columns;
}

const DATE = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/;

/** Day first, unless a number above twelve stands second or a year first. */
function guessDates(days: readonly string[]): Mapping['dates'] {
  if (days.some((day) => /^\d{4}/.test(day))) return 'ymd';
  const second = days.map((day) => Number(day.split(/[./-]/)[1]));
  return second.some((number) => number > 12) ? 'mdy' : 'dmy';
}

/** A comma, unless a point is followed by one or two digits at the end of an amount. */
function guessDecimal(cells: readonly string[]): Mapping['decimal'] {
  const points = cells.filter((cell) => /\d\.\d{1,2}\D*$/.test(cell)).length;
  const commas = cells.filter((cell) => /\d,\d{1,2}\D*$/.test(cell)).length;
  return points > commas ? '.' : ',';
}

/** The row with the most heads that are known, unless a row of figures comes before any. */
function headRow(rows: readonly TableRow[]): { index: number; columns: Mapping['columns'] } | null {
  let best: { index: number; columns: Mapping['columns']; known: number } | null = null;
  for (const [index, { cells }] of rows.entries()) {
    if (cells.some((cell) => DATE.test(cell))) continue;
    const columns = assign(cells);
    const known = Object.values(columns).filter((name) => name !== '').length;
    if (known > (best?.known ?? 1)) best = { index, columns, known };
  }
  return best;
}

/** How a table is probably meant, for a treasurer to correct. Null when it is no table. */
export function guessMapping(text: string): Guess | null {
  const delimiter = guessDelimiter(text);
  const rows = tableRows(text.slice(0, 60_000).replace(/[^\n]*$/, ''), delimiter, 400).slice(0, 60);
  const widest = Math.max(0, ...rows.map(({ cells }) => cells.length));
  if (widest < 2) return null;
  const head = headRow(rows);
  const body = rows.slice((head?.index ?? -1) + 1).filter(({ cells }) => cells.some((cell) => DATE.test(cell)));
  if (body.length === 0) return null;
  const columns = head?.columns ?? { ...COLUMNS };
  const heads =
    head === null
      ? Array.from({ length: widest }, (_, at) => `#${at + 1}`)
      : (rows[head.index]?.cells ?? []).map((cell, at) => (cell === '' ? `#${at + 1}` : cell));
  const days = body.flatMap(({ cells }) => cells.filter((cell) => DATE.test(cell)));
  const mapping: Mapping = {
    delimiter,
    dates: guessDates(days),
    decimal: guessDecimal(body.flatMap(({ cells }) => cells.filter((cell) => !DATE.test(cell)))),
    sign: 'plain',
    heads: head !== null,
    columns,
  };
  const sample = body.slice(0, 3).map(({ cells }) => heads.map((_, at) => (cells[at] ?? '').slice(0, 60)));
  return { heads, sample, mapping, whole: brokenMapping(mapping) === null };
}
