/** The first `most` by name, and what remains as one row. */
export function mostAndRest(
  counts: readonly { key: string; n: number }[],
  most: number,
  nameOf: (key: string) => string,
  others: string,
): { key: string; name: string; n: number }[] {
  const cut = counts.length > most ? most - 1 : most;
  const first = counts.slice(0, cut).map(({ key, n }) => ({ key: `=${key}`, name: nameOf(key), n: Number(n) }));
  const rest = counts.slice(cut).reduce((sum, { n }) => sum + Number(n), 0);
  return rest === 0 ? first : [...first, { key: 'others', name: others, n: rest }];
}
