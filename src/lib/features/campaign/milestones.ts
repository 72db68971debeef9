import type { Row } from '$lib/contracts/journal';

export interface Milestone {
  n: number;
  /** Instant; null while it is ahead. */
  reachedAt: string | null;
}

/** Those that stand, the lowest first. */
export function readMilestones(rows: readonly Row[]): Milestone[] {
  return rows
    .filter((row) => row['dropped_at'] === null || typeof row['reached_at'] === 'string')
    .map((row) => ({
      n: Number(row['n']),
      reachedAt: typeof row['reached_at'] === 'string' ? row['reached_at'] : null,
    }))
    .sort((a, b) => a.n - b.n);
}

/** Three numbers people remember above `n`: 1, 1.5, 2, 3, 5, 7.5 times a power of ten. */
export function suggestedMilestones(n: number): number[] {
  const steps = [1, 1.5, 2, 3, 5, 7.5];
  const found: number[] = [];
  for (let power = 100; found.length < 3 && power <= 10_000_000; power *= 10) {
    for (const step of steps) if (step * power > n && found.length < 3) found.push(step * power);
  }
  return found;
}

/** The numbers in a text, however people separate them: "5.000, 10 000" has two. Null when something else stands in it. */
export function numbersOf(text: string): number[] | null {
  const words = text
    .replace(/(?<=\d)[. \u00a0](?=\d{3}(?!\d))/g, '')
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  const numbers = words.map((word) => (/^[1-9]\d{0,7}$/.test(word) ? Number(word) : Number.NaN));
  if (numbers.some(Number.isNaN) || numbers.length > 40) return null;
  return [...new Set(numbers)].sort((a, b) => a - b);
}
