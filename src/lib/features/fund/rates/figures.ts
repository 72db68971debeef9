/** Days and figures as tables of rates write them. What can be read in two ways is asked for, never guessed. */
import { parseDay } from '$lib/kernel/dates';

export const DATE_ORDERS = ['auto', 'dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];
export const DECIMALS = ['auto', ',', '.'] as const;
export type Decimal = (typeof DECIMALS)[number];

const PARTED = /^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:[T ].*)?$/;
export const looksLikeDay = (cell: string): boolean => PARTED.test(cell) || /^\d{8}$/.test(cell);

/** Day first, unless a year stands first or a number above twelve second. */
export function guessOrder(days: readonly string[]): Exclude<DateOrder, 'auto'> {
  const parted = days.map((day) => PARTED.exec(day)).filter((parts) => parts !== null);
  if (parted.length === 0 || parted.some(([, first = '']) => first.length === 4)) return 'ymd';
  return parted.some(([, , second]) => Number(second) > 12) ? 'mdy' : 'dmy';
}

export function readDay(cell: string, order: Exclude<DateOrder, 'auto'>): string | null {
  const [, a = '', b = '', c = ''] = PARTED.exec(cell) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(cell) ?? [];
  const [year, month, day] = a.length === 4 || order === 'ymd' ? [a, b, c] : order === 'mdy' ? [c, a, b] : [c, b, a];
  const full = year.length === 2 ? `20${year}` : year;
  const text = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return parseDay(text).ok ? text : null;
}

const bare = (cell: string): string => cell.normalize('NFKC').replace(/[\p{Sc}\s]/gu, '');

/** The mark before the decimals in a column; null when the column leaves it open (`1.450` everywhere). */
export function guessDecimal(cells: readonly string[], separator: string): Exclude<Decimal, 'auto'> | null {
  let open = false;
  for (const cell of cells.map(bare)) {
    const marks = cell.replace(/[^.,]/g, '');
    if (marks === '') continue;
    const last = marks.at(-1) === ',' ? ',' : '.';
    if (/\.,|,\./.test(marks)) return last;
    if (marks.length > 1) return last === ',' ? '.' : ',';
    if (!/^\d{1,3}[.,]\d{3}$/.test(cell)) return last;
    open = true;
  }
  // In a table parted by commas a point before three digits is no thousand: Spanish tables are parted by semicolons.
  return open && !(separator === ',' && !cells.some((cell) => cell.includes(','))) ? null : '.';
}

/** A figure as a plain decimal; null when it is none. */
export function readFigure(cell: string, decimal: Exclude<Decimal, 'auto'>): string | null {
  const group = decimal === ',' ? "[.'’]" : "[,'’]";
  const text = bare(cell);
  if (!new RegExp(`^(?:\\d+|\\d{1,3}(?:${group}\\d{3})+)(?:\\${decimal}\\d+)?$`).test(text)) return null;
  return text
    .replace(new RegExp(group, 'g'), '')
    .replace(decimal, '.')
    .replace(/^0+(?=\d)/, '');
}
