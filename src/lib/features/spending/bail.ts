import type { RequestLine } from './model';

export const BAIL_STATES = ['ordered', 'posted', 'partly', 'returned', 'lost', 'dropped'] as const;
export type BailState = (typeof BAIL_STATES)[number];

/** A bail as a list shows it: its request, and where the money is. */
export interface BailLine extends RequestLine {
  court: string;
  /** Civil days. */
  orderedOn: string | null;
  expectedOn: string | null;
  postedOn: string | null;
  returnedMinor: string;
  lostMinor: string;
  bailState: BailState;
}
export interface BailMove {
  id: string;
  kind: 'returned' | 'lost';
  day: string;
  minor: string;
  feeMinor: string;
  account: string | null;
  undone: boolean;
}
export interface BailFull extends BailLine {
  moves: BailMove[];
}
export interface BailEvent {
  currency: string;
  kind: 'posted' | 'returned' | 'lost';
  minor: string;
}
export type BailFilter = Partial<Record<'bailState' | 'currency' | 'soon', string>>;

/** The filter that stands in an address; what it does not know falls away. */
export function bailFilter(params: URLSearchParams): BailFilter {
  const [state, currency] = [params.get('bailState') ?? '', params.get('currency') ?? ''];
  return {
    ...(BAIL_STATES.some((known) => known === state) && { bailState: state }),
    ...(/^[A-Z]{3}$/.test(currency) && { currency }),
    ...(params.get('soon') === '1' && { soon: '1' }),
  };
}

/** What is with the court now. */
export function heldOf({
  paidMinor,
  returnedMinor,
  lostMinor,
}: Pick<BailLine, 'paidMinor' | 'returnedMinor' | 'lostMinor'>): bigint {
  return BigInt(paidMinor) - BigInt(returnedMinor) - BigInt(lostMinor);
}

export interface Revolved {
  currency: string;
  /** With courts now. */
  held: bigint;
  /** All that ever went to them. */
  posted: bigint;
  returned: bigint;
  lost: bigint;
  /** Came back and went out again. */
  again: bigint;
}

/**
 * What a fund's bail money has done, per currency: what comes back is put up again for the next, so that the same money frees
 * several people. Events stand in the order in which they happened.
 */
export function revolved(events: readonly BailEvent[]): Revolved[] {
  const by = new Map<string, Revolved & { back: bigint }>();
  for (const { currency, kind, minor: text } of events) {
    const was = by.get(currency) ?? { currency, held: 0n, posted: 0n, returned: 0n, lost: 0n, again: 0n, back: 0n };
    const minor = BigInt(text);
    if (kind === 'posted') {
      const used = minor < was.back ? minor : was.back;
      by.set(currency, {
        ...was,
        held: was.held + minor,
        posted: was.posted + minor,
        again: was.again + used,
        back: was.back - used,
      });
    } else {
      const back = kind === 'returned' ? minor : 0n;
      by.set(currency, { ...was, held: was.held - minor, [kind]: was[kind] + minor, back: was.back + back });
    }
  }
  return [...by.values()].map(({ back: _, ...told }) => told).sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** How often the same money was put up, in tenths: 15 is one and a half times. Null while none ever was. */
export function timesInTenths({ posted, again }: Pick<Revolved, 'posted' | 'again'>): number | null {
  const first = posted - again;
  return first <= 0n ? null : Number((posted * 10n) / first);
}

export interface Step {
  kind: 'ordered' | 'approved' | 'posted' | 'expected' | 'returned' | 'lost' | 'dropped';
  /** Civil day; null while it has not happened and nobody said when. */
  day: string | null;
  done: boolean;
  minor: string | null;
}

/** Where a bail is on its way, from the order of the court to the last of its money. */
export function stepsOf(bail: BailFull): Step[] {
  const { bailState, decidedAt, state, expectedOn, orderedOn, postedOn } = bail;
  const decided = decidedAt?.slice(0, 10) ?? null;
  const ordered: Step = { kind: 'ordered', day: orderedOn, done: true, minor: bail.minor };
  if (bailState === 'dropped') return [ordered, { kind: 'dropped', day: decided, done: true, minor: null }];
  const held = heldOf(bail) > 0n || bailState === 'ordered';
  return [
    ordered,
    { kind: 'approved', day: decided, done: state !== 'waiting', minor: null },
    { kind: 'posted', day: postedOn, done: postedOn !== null, minor: postedOn === null ? null : bail.paidMinor },
    ...bail.moves
      .filter(({ undone }) => !undone)
      .map(({ kind, day, minor }): Step => ({ kind, day, done: true, minor })),
    ...(held ? [{ kind: 'expected', day: expectedOn, done: false, minor: null } as const] : []),
  ];
}
