import type { FormState } from '$lib/contracts/forms';

export interface TableHeads {
  heads: string[];
  sample: string[][];
  /** As they were sent, to be sent again. */
  raw: { heads: string; sample: string };
}

function listOf(text: string | undefined): unknown[] {
  try {
    const read: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}

const texts = (list: readonly unknown[]): string[] => list.filter((cell) => typeof cell === 'string');

/** Columns of a table that came back because nobody has named them; null for any other answer. */
export function mappingHeads(refused: FormState | null): TableHeads | null {
  const heads = texts(listOf(refused?.values['heads']));
  if (heads.length === 0) return null;
  const sample = listOf(refused?.values['sample']).map((row) => (Array.isArray(row) ? texts(row) : []));
  return { heads, sample, raw: { heads: refused?.values['heads'] ?? '', sample: refused?.values['sample'] ?? '' } };
}
