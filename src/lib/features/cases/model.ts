import type { Row } from '$lib/contracts/journal';

/** A causa: its code and court. Its carátula names people and stands elsewhere. */
export interface Case {
  id: string;
  code: string;
  court: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** All cases by id. */
export function readCases(rows: readonly Row[]): Map<string, Case> {
  return new Map(
    rows.map((row) => [text(row['id']), { id: text(row['id']), code: text(row['code']), court: text(row['court']) }]),
  );
}
