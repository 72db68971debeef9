import { setImmediate as breathe } from 'node:timers/promises';
import type { Align, PrintedDocument, TextStyle } from './document.server';

export interface Column {
  head: string;
  /** share of the width, relative to the other columns */
  share: number;
  align?: Align;
  bold?: boolean;
}

export interface TableStyle {
  /** in points, 8.5 unless told */
  size?: number;
  /** every row at least this high: room to write by hand */
  rowHeight?: number;
}

const PAD_X = 4;
const PAD_Y = 2.5;
/** Rows drawn between two looks at what else the process has to do. */
const STRETCH = 250;

/**
 * A table in the flow, with its head repeated on every page; a row is never torn between two. Rows may come from the
 * database as they are drawn.
 */
export async function drawTable(
  doc: PrintedDocument,
  columns: readonly Column[],
  rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>,
  { size = 8.5, rowHeight = 0 }: TableStyle = {},
): Promise<void> {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (share / shares) * doc.inner);
  const starts = widths.map((_, at) => doc.margin + widths.slice(0, at).reduce((sum, width) => sum + width, 0));
  const style = (column: Column, head: boolean): TextStyle => ({
    size,
    bold: head || (column.bold ?? false),
    align: column.align ?? 'start',
    leading: 1.3,
  });

  const row = (cells: readonly string[], head = false): void => {
    const laid = columns.map((column, at) =>
      doc.lines(cells[at] ?? '', (widths[at] ?? 0) - 2 * PAD_X, style(column, head)),
    );
    const lines = Math.max(1, ...laid.map((cell) => cell.length));
    const height = Math.max(rowHeight, lines * size * 1.3 + 2 * PAD_Y);
    if (!head && doc.need(height))
      row(
        columns.map((column) => column.head),
        true,
      );
    if (head) doc.box({ x: doc.margin, y: doc.y, width: doc.inner, height }, 'tint');
    laid.forEach((cell, at) => {
      const column = columns[at];
      if (column === undefined) return;
      const place = { x: (starts[at] ?? 0) + PAD_X, y: doc.y + PAD_Y, width: (widths[at] ?? 0) - 2 * PAD_X };
      doc.drawLines(cell, place, style(column, head));
    });
    doc.y += height;
    doc.rule('rule', head ? 0.8 : 0.3);
  };

  doc.need(size * 8);
  row(
    columns.map((column) => column.head),
    true,
  );
  let drawn = 0;
  for await (const cells of rows) {
    row(cells);
    drawn += 1;
    if (drawn % STRETCH === 0) await breathe();
  }
}
