/**
 * Lines of CSV (RFC 4180) that a spreadsheet opens as data. A text that begins like a formula gets an apostrophe before
 * it (OWASP, CSV injection); figures are handed over as `CsvFigure` and keep their minus.
 */
export interface CsvFigure {
  figure: string;
}
export type CsvCell = string | CsvFigure;

const FORMULA = /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

function cell(value: CsvCell): string {
  if (typeof value !== 'string') {
    if (!/^-?\d+(\.\d+)?$/.test(value.figure)) throw new RangeError('Not a plain figure');
    return value.figure;
  }
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line with its end. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** Without it spreadsheets read UTF-8 as the code page of the machine. */
export const CSV_BOM = '\uFEFF';
