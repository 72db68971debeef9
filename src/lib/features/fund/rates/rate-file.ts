/** A table of rates as banks, central banks and spreadsheets write them: taken whole, or refused whole with its lines. */
import { guessSeparator, readCsv, type CsvRow } from '$lib/kernel/csv-read';
import { isCurrency } from '$lib/kernel/money';
import { guessDecimal, guessOrder, looksLikeDay, readDay, readFigure, type DateOrder, type Decimal } from './figures';
import { isRate, type Rate } from './rates';

export const RATE_COLUMNS = ['day', 'rate', 'base', 'quote'] as const;
export type RateColumn = (typeof RATE_COLUMNS)[number];

export interface RateReading {
  /** For tables that name no currencies. */
  base: string;
  quote: string;
  /** Civil day after which nothing can be known. */
  last: string;
  /** Heads by what they are, where somebody said so; empty is guessed. */
  columns: Partial<Record<RateColumn, string>>;
  dates: DateOrder;
  decimal: Decimal;
}
export interface RefusedRate {
  line: number;
  text: string;
  rule: string;
}
export type RateFile =
  | { kind: 'read'; rates: Rate[] }
  | { kind: 'refused'; lines: RefusedRate[] }
  | { kind: 'unmapped'; rule: string; field: string; heads: string[]; sample: string[][] };

/** As many as travel through the preview. */
const MOST_RATES = 4000;

const HEADS: Readonly<Record<RateColumn, readonly RegExp[]>> = {
  day: [/^(fecha|date|day|dia|datum|data|time)/],
  rate: [
    /^(rate|cotizacion|tasa|tipo de cambio|exchange)/,
    /^(venta|vendedor|sell|ask)/,
    /^(valor|value|precio|price|cierre|close|kurs|cours|taux)/,
  ],
  base: [/^(base|from|desde|moneda|currency|divisa)/],
  quote: [/^(quote|target|to|hacia|contra|symbol|counter)\b/],
};

const key = (head: string): string =>
  head
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .trim();

/** A cell that says nothing: banks leave holidays out in many ways. */
const isBlank = (cell: string): boolean => /^(-|—|n\/?[ad]|null|nan|s\/c)?$/i.test(cell);

interface Layout {
  at: Partial<Record<RateColumn, number>>;
  /** Columns named by a currency, each of which holds its rate. */
  wide: { currency: string; at: number }[];
}

function headLayout(heads: readonly string[], wanted: RateReading['columns']): Layout {
  const at: Layout['at'] = {};
  const keys = heads.map(key);
  for (const column of ['day', 'base', 'quote', 'rate'] as const) {
    const said = wanted[column] ?? '';
    const found =
      said !== ''
        ? keys.indexOf(key(said))
        : (HEADS[column].map((form) => keys.findIndex((head) => form.test(head))).find((place) => place >= 0) ?? -1);
    if (found >= 0) at[column] = found;
  }
  const codes = heads.map((head, place) => ({ currency: head.trim().toUpperCase(), at: place }));
  const wide = at.rate === undefined ? codes.filter(({ currency }) => isCurrency(currency)) : [];
  return { at, wide };
}

/** A table without heads: a day and a figure, with two currencies between them or not. */
function bareLayout({ cells }: CsvRow): Layout {
  const day = cells.findIndex(looksLikeDay);
  const codes = cells.flatMap((cell, place) => (isCurrency(cell.toUpperCase()) ? [place] : []));
  const figures = cells.flatMap((cell, place) => (place !== day && /^[\d.,'’ ]*\d$/.test(cell) ? [place] : []));
  const [base, quote] = codes;
  const [rate] = figures;
  const at: Layout['at'] = { day };
  if (figures.length === 1 && rate !== undefined) at.rate = rate;
  if (codes.length === 2 && base !== undefined && quote !== undefined) [at.base, at.quote] = [base, quote];
  return { at, wide: [] };
}

interface Cell {
  row: CsvRow;
  base: string;
  quote: string;
  figure: string;
}

/** The figures of a row with their currencies, as they stand. */
function cellsOf(row: CsvRow, { at, wide }: Layout, { base, quote }: RateReading): Cell[] {
  const cell = (place: number | undefined): string => (place === undefined ? '' : (row.cells[place] ?? ''));
  if (wide.length > 0)
    return wide
      .filter(({ currency, at: place }) => currency !== base && !isBlank(cell(place)))
      .map(({ currency, at: place }) => ({ row, base, quote: currency, figure: cell(place) }));
  const told = (place: number | undefined, otherwise: string): string => cell(place).toUpperCase() || otherwise;
  return [{ row, base: told(at.base, base), quote: told(at.quote, quote), figure: cell(at.rate) }];
}

/** Reads a table. Either every line is a rate, or nothing is taken and each line that is none is told. */
export function readRateFile(text: string, reading: RateReading): RateFile {
  const separator = guessSeparator(text);
  const table = readCsv(text, separator);
  if ('openAt' in table) return { kind: 'refused', lines: [{ line: table.openAt, text: '', rule: 'rates_quote' }] };
  const [top] = table.rows;
  if (top === undefined) return { kind: 'refused', lines: [{ line: 1, text: '', rule: 'rates_empty' }] };
  const headed = !top.cells.some(looksLikeDay);
  const body = headed ? table.rows.slice(1) : table.rows;
  const heads = top.cells.map((cell, place) => (headed && cell !== '' ? cell : `#${place + 1}`));
  const chosen = Object.values(reading.columns).some((name) => name !== '');
  const layout = headed || chosen ? headLayout(heads, reading.columns) : bareLayout(top);
  const ask = (rule: string, field: string): RateFile => ({
    kind: 'unmapped',
    rule,
    field,
    heads,
    sample: body.slice(0, 3).map(({ cells }) => heads.map((_, place) => (cells[place] ?? '').slice(0, 40))),
  });
  const dayAt = layout.at.day;
  if (dayAt === undefined) return ask('rates_columns', 'day');
  if (layout.at.rate === undefined && layout.wide.length === 0) return ask('rates_columns', 'rate');
  if (body.length === 0) return { kind: 'refused', lines: [{ line: top.at, text: '', rule: 'rates_empty' }] };
  if (body.length > MOST_RATES)
    return { kind: 'refused', lines: [{ line: MOST_RATES + 1, text: '', rule: 'rates_many' }] };

  const all = body.flatMap((row) => cellsOf(row, layout, reading));
  const decimal =
    reading.decimal === 'auto'
      ? guessDecimal(
          all.map(({ figure }) => figure),
          separator,
        )
      : reading.decimal;
  if (decimal === null) return ask('rates_decimal', 'decimal');
  const order = reading.dates === 'auto' ? guessOrder(body.map(({ cells }) => cells[dayAt] ?? '')) : reading.dates;
  const seen = new Map<string, string>();
  const rates: Rate[] = [];
  const lines: RefusedRate[] = [];
  for (const { row, base, quote, figure } of all) {
    const day = readDay(row.cells[dayAt] ?? '', order);
    const rate = readFigure(figure, decimal);
    const rule = ruleOf({ day, base, quote, rate }, reading.last);
    const twice = `${day ?? ''} ${base} ${quote}`;
    const before = seen.get(twice);
    if (rule !== null || day === null || rate === null)
      lines.push({ line: row.at, text: row.cells.join(separator).slice(0, 120), rule: rule ?? 'rates_number' });
    else if (before !== undefined && before !== rate)
      lines.push({ line: row.at, text: row.cells.join(separator).slice(0, 120), rule: 'rates_twice' });
    else if (before === undefined) {
      seen.set(twice, rate);
      rates.push({ day, base, quote, rate });
    }
  }
  if (lines.length > 0) return { kind: 'refused', lines };
  if (rates.length > MOST_RATES)
    return { kind: 'refused', lines: [{ line: MOST_RATES + 1, text: '', rule: 'rates_many' }] };
  return rates.length === 0
    ? { kind: 'refused', lines: [{ line: top.at, text: '', rule: 'rates_empty' }] }
    : { kind: 'read', rates };
}

/** The first rule that a rate breaks; each has words under `rule.<rule>`. */
export function ruleOf(
  { day, base, quote, rate }: { day: string | null; base: string; quote: string; rate: string | null },
  last: string,
): string | null {
  if (day === null || day < '1970-01-01') return 'rates_day';
  if (day > last) return 'rates_future';
  if (!isCurrency(base) || !isCurrency(quote)) return 'rates_currency';
  if (base === quote) return 'rates_same';
  if (rate === null) return 'rates_number';
  return isRate(rate) ? null : /[1-9]/.test(rate) ? 'rates_number' : 'rates_zero';
}
