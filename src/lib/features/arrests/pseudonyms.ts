/** Trees of the country: a name to call somebody by before anybody knows theirs, that says nothing of the person. */
const TREES = [
  'Aguaribay',
  'Algarrobo',
  'Alerce',
  'Arrayán',
  'Caldén',
  'Ceibo',
  'Chañar',
  'Cina-cina',
  'Coihue',
  'Curupí',
  'Espinillo',
  'Guayacán',
  'Guatambú',
  'Jacarandá',
  'Lapacho',
  'Lenga',
  'Maitén',
  'Mistol',
  'Molle',
  'Ñandubay',
  'Ñire',
  'Ombú',
  'Palo borracho',
  'Pehuén',
  'Quebracho',
  'Quillay',
  'Radal',
  'Sauce',
  'Tala',
  'Timbó',
  'Tipa',
  'Yatay',
] as const;

/** One that nobody of the campaign is called by, where one is left; the code tells two of one name apart. */
export function freePseudonym(taken: readonly string[], pick: () => number = Math.random): string {
  const used = new Set(taken);
  const free = TREES.filter((tree) => !used.has(tree));
  const from = free.length > 0 ? free : TREES;
  return from[Math.floor(pick() * from.length)] ?? TREES[0];
}
