/**
 * Small numbers of a sensitive trait are not told, nor what would give them away: the rest of a total, or a longer period less
 * the shorter ones within it (Ley 25.326, art. 2; secondary suppression as statistical offices do it). Nothing is rounded: what is
 * told is what the source said.
 */
import type { Trait } from '$lib/contracts/ops-incidents';
import type { Figure } from './model';

/** The smallest number of a sensitive trait that is told. */
export const LEAST = 5;

/** Traits that part the same people: who is in one is in no other of it. The rest stand alone. */
const DIMENSIONS: readonly (readonly Trait[])[] = [
  ['women', 'men', 'other_gender'],
  ['minors', 'older'],
];

interface Cell {
  figure: Figure;
  n: number;
  hidden: boolean;
}
interface Told {
  figures: readonly Figure[];
}

const dimensionOf = (trait: Trait): string => String(DIMENSIONS.find((traits) => traits.includes(trait))?.[0] ?? trait);
const kindOf = ({ measure, unit, source }: Figure): string => `${measure} ${unit} ${source}`;
const sum = (cells: readonly Cell[]): number => cells.reduce((all, { n }) => all + n, 0);
const smallest = (cells: readonly Cell[]): Cell | undefined => [...cells].sort((a, b) => a.n - b.n)[0];
const isTrait = ({ figure }: Cell): boolean => figure.trait !== null;

/** Hides one more cell of a total whose rest would tell; true when it did. */
function hideRest(total: number, cells: readonly Cell[]): boolean {
  const shown = cells.filter(({ hidden }) => !hidden);
  const hidden = cells.filter((one) => one.hidden);
  const unseen = total - sum(shown);
  const alone = hidden.length === 1 && unseen === hidden[0]?.n;
  if (!alone && (unseen <= 0 || unseen >= LEAST)) return false;
  if (unseen <= 0 && hidden.length === 0) return false;
  const next = smallest(shown);
  if (next) next.hidden = true;
  return next !== undefined;
}

/** Within one count: its total against each way of parting it. */
function hideWithin(cells: readonly Cell[]): boolean {
  const totals = cells.filter((cell) => !isTrait(cell));
  const parted = Map.groupBy(cells.filter(isTrait), ({ figure }) => dimensionOf(figure.trait ?? 'women'));
  return totals.some(({ n }) => [...parted.values()].some((part) => hideRest(n, part)));
}

const covers = (whole: Figure, part: Figure): boolean => whole.fromDay <= part.fromDay && part.toDay <= whole.toDay;

/** The same trait of the same source in a longer period, less the shorter ones in it. */
function hideBetween(cells: readonly Cell[]): boolean {
  const shown = cells.filter(({ hidden }) => !hidden);
  return shown.some((whole) => {
    const parts = shown.filter((cell) => cell !== whole && cell.n <= whole.n && covers(whole.figure, cell.figure));
    const tells = (some: readonly Cell[]): boolean => {
      const left = whole.n - sum(some);
      return left > 0 && left < LEAST;
    };
    const next = parts.find((one) => tells([one])) ?? (tells(parts) ? smallest(parts) : undefined);
    if (next) next.hidden = true;
    return next !== undefined;
  });
}

/** The same incidents with the figures that must not be told left empty. */
export function hideSmall<T extends Told>(incidents: readonly T[]): T[] {
  const cellsOf = incidents.map(({ figures }) =>
    figures.map((figure): Cell => {
      const n = figure.n ?? 0;
      return { figure, n, hidden: figure.trait !== null && n < LEAST };
    }),
  );
  const within = cellsOf.flatMap((cells) => [
    ...Map.groupBy(cells, ({ figure }) => `${kindOf(figure)} ${figure.fromDay} ${figure.toDay}`).values(),
  ]);
  const between = [
    ...Map.groupBy(cellsOf.flat().filter(isTrait), ({ figure }) => `${kindOf(figure)} ${figure.trait}`).values(),
  ];
  // Each turn hides one cell more, so this ends.
  while (within.some(hideWithin) || between.some(hideBetween));
  return incidents.map((incident, at) => ({
    ...incident,
    figures: (cellsOf[at] ?? []).map(({ figure, hidden }) => (hidden ? { ...figure, n: null } : figure)),
  }));
}
