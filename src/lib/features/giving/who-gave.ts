import type { GaveRow, SourceSum } from './desk';

/** Fewer gifts than this from one place are not told apart: a sum of one is a person. */
export const LEAST = 5;

/** Who gave, by source and currency; places with few gifts stand together. */
export function whoGave(sources: readonly SourceSum[]): GaveRow[] {
  const rows: GaveRow[] = [];
  const came = sources.filter(({ receivedN }) => receivedN > 0);
  for (const currency of [...new Set(came.map((one) => one.currency))].sort()) {
    const own = came.filter((one) => one.currency === currency).sort((a, b) => b.receivedN - a.receivedN);
    for (const { source, receivedN, receivedMinor } of own.filter(({ receivedN: n }) => n >= LEAST))
      rows.push({ currency, source, n: receivedN, minor: receivedMinor });
    const few = own.filter(({ receivedN }) => receivedN < LEAST);
    const n = few.reduce((sum, { receivedN }) => sum + receivedN, 0);
    const minor = few.reduce((sum, { receivedMinor }) => sum + BigInt(receivedMinor), 0n);
    if (n > 0) rows.push({ currency, source: null, n, minor: n < LEAST ? null : String(minor) });
  }
  return rows;
}
