import { parse, CsvError } from 'csv-parse/sync';
import { DELIMITERS, headKey, type Mapping } from './csv-mapping';
import { MOST_LINES, Refused } from './statement';

export interface TableRow {
  at: number;
  cells: string[];
}

const MOST_COLUMNS = 80;

/** Rows with the line on which each begins; empty ones are left out. */
export function tableRows(text: string, delimiter: string, most = MOST_LINES + 100): TableRow[] {
  let read: unknown;
  try {
    read = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 20_000,
      to: most + 1,
    });
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    const line = Number(Reflect.get(thrown, 'lines') ?? 0);
    if (thrown.code === 'CSV_MAX_RECORD_SIZE') throw new Refused('bank_too_large', line);
    throw new Refused(thrown.code === 'CSV_QUOTE_NOT_CLOSED' ? 'bank_truncated' : 'bank_malformed', line);
  }
  // With `info` each record comes beside where it stood, which the types of csv-parse do not tell.
  const parsed = read as { record: string[]; info: { lines: number } }[];
  if (parsed.length > most) throw new Refused('bank_too_large', most);
  return parsed.map(({ record, info }): TableRow => {
    const cells = record.slice(0, MOST_COLUMNS).map((cell) => cell.trim());
    // csv-parse tells the line on which a row ended; one with a quoted break began before.
    const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
    return { at: info.lines - breaks, cells };
  });
}

/** The sign that parts the most columns alike in the first rows. */
export function guessDelimiter(text: string): Mapping['delimiter'] {
  const rows = text.split(/\r?\n/).slice(0, 40);
  const score = (sign: string): number => {
    const counts = rows.map((row) => row.replace(/"[^"]*"/g, '').split(sign).length - 1).filter((n) => n > 1);
    const most = Math.max(0, ...counts);
    return counts.filter((n) => n === most).length * Math.min(most, 12);
  };
  return [...DELIMITERS].sort((a, b) => score(b) - score(a))[0] ?? ',';
}

/** Where each role's column stands in the rows, and after which row the lines begin. */
export function placeColumns(rows: readonly TableRow[], mapping: Mapping): { first: number; at: Map<string, number> } {
  const wanted = Object.entries(mapping.columns).filter(([, name]) => name !== '');
  const numbered = (name: string): number | null => {
    const found = /^#(\d{1,2})$/.exec(name);
    return found === null ? null : Number(found[1]) - 1;
  };
  if (!mapping.heads) {
    return { first: 0, at: new Map(wanted.map(([role, name]) => [role, numbered(name) ?? -1])) };
  }
  // Banks write their name, the account and the period above the table.
  for (const [index, { cells }] of rows.slice(0, 60).entries()) {
    const heads = cells.map(headKey);
    const at = new Map(wanted.map(([role, name]) => [role, numbered(name) ?? heads.indexOf(headKey(name))]));
    const named = wanted.some(([, name]) => numbered(name) === null);
    if (named && [...at.values()].every((place) => place >= 0)) return { first: index + 1, at };
  }
  throw new Refused('bank_columns', 1);
}
