/** One row of a table with the line on which it begins, counted from 1. */
export interface CsvRow {
  at: number;
  cells: string[];
}

/** The comma last: in `02/03/2026;1420,5` it parts nothing. */
const SEPARATORS = [';', '\t', '|', ','] as const;

/** The sign that parts the first line the most. */
export function guessSeparator(text: string): string {
  const head = (text.split(/\r?\n/).find((line) => line.trim() !== '') ?? '').replace(/"[^"]*"/g, '');
  const count = (sign: string): number => head.split(sign).length;
  return [...SEPARATORS].sort((a, b) => count(b) - count(a))[0] ?? ',';
}

/** The rows of a CSV (RFC 4180), cells trimmed, empty rows left out. A quote that never ends answers the line it began on. */
export function readCsv(text: string, separator: string): { rows: CsvRow[] } | { openAt: number } {
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let quotedAt = 0;
  let line = 1;
  let at = 1;
  const closeRow = (): void => {
    cells.push(cell.trim());
    if (cells.some((one) => one !== '')) rows.push({ at, cells });
    [cells, cell, at] = [[], '', line];
  };
  for (let place = text.startsWith('\uFEFF') ? 1 : 0; place < text.length; place += 1) {
    const sign = text[place] ?? '';
    if (sign === '\n' || (sign === '\r' && text[place + 1] !== '\n')) line += 1;
    if (quotedAt > 0) {
      if (sign !== '"') cell += sign;
      else if (text[place + 1] === '"') {
        cell += '"';
        place += 1;
      } else quotedAt = 0;
    } else if (sign === '"' && cell.trim() === '') [cell, quotedAt] = ['', line];
    else if (sign === separator) {
      cells.push(cell.trim());
      cell = '';
    } else if (sign === '\n' || (sign === '\r' && text[place + 1] !== '\n')) closeRow();
    else cell += sign;
  }
  if (quotedAt > 0) return { openAt: quotedAt };
  closeRow();
  return { rows };
}
