import * as v from 'valibot';

const minor = v.pipe(v.string(), v.regex(/^-?\d{1,18}$/));
const text = v.string();

/** What stands in the text of a closed month (`ronda-month/1`). Amounts are minor units as text. */
export const bodySchema = v.object({
  format: v.literal('ronda-month/1'),
  campaign: text,
  slug: text,
  id: text,
  /** `YYYY-MM`. */
  month: v.pipe(text, v.regex(/^\d{4}-\d\d$/)),
  report: v.nullable(text),
  chainedTo: text,
  supersedes: v.nullable(text),
  entries: v.number(),
  entriesHash: text,
  accounts: v.array(v.object({ id: text, kind: text, currency: text, opening: minor, closing: minor })),
  /** Of accounts at banks, by id; empty for the one without details. */
  names: v.record(text, text),
  moved: v.array(
    v.object({ currency: text, figure: text, category: text, minor, converted: minor, unrated: v.number() }),
  ),
  corrections: v.array(v.object({ id: text, day: text, of: text, ofDay: text, kind: text, currency: text, minor })),
  openLines: v.number(),
  unrated: v.number(),
  reason: text,
});
export type MonthBody = v.InferOutput<typeof bodySchema>;

/** The text of a month; null when it is none. */
export function readBody(written: string): MonthBody | null {
  try {
    const read = v.safeParse(bodySchema, JSON.parse(written));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

/** One closing of a month. A month that was opened again has several, of which the last one holds. */
export interface Closing {
  id: string;
  /** First day of the month. */
  month: string;
  entries: number;
  hash: string;
  chainedTo: string;
  openLines: number;
  unrated: number;
  reason: string;
  at: string;
  by: string | null;
  reopenedAt: string | null;
  reopenReason: string | null;
  reopenedBy: string | null;
}
export interface SignedClosing extends Closing {
  body: string;
  signature: string;
}

export interface NextMonth {
  month: string;
  /** It is over: it may be closed. */
  over: boolean;
  entries: number;
  openLines: number;
  unrated: number;
}
export interface MonthsDesk {
  months: Closing[];
  /** Null while nothing is booked. */
  next: NextMonth | null;
}

/** What counting everything again found; `broken` names what no longer fits. */
export interface CheckedMonth {
  id: string;
  month: string;
  hash: string;
  broken: 'chain' | 'text' | 'entries' | 'figures' | 'signature' | null;
}

/** What may be said of a report that somebody shows. */
export type MonthVerdict =
  | { kind: 'genuine'; month: string; at: string; hash: string; superseded: boolean; file: boolean }
  | { kind: 'altered' }
  | { kind: 'unknown' }
  | { kind: 'unreadable' };

/** Totals of a month by currency and figure; categories added up. */
export function figuresOf(body: Pick<MonthBody, 'moved'>): Map<string, Map<string, bigint>> {
  const all = new Map<string, Map<string, bigint>>();
  for (const { currency, figure, minor: amount } of body.moved) {
    const own = all.get(currency) ?? new Map<string, bigint>();
    own.set(figure, (own.get(figure) ?? 0n) + BigInt(amount));
    all.set(currency, own);
  }
  return all;
}

/** Figures of money that moved, as they are printed; `pot`, `committed` and `posted` are how balances changed. */
export const MONTH_FIGURES = [
  'received',
  'opened',
  'returned',
  'spent',
  'fees',
  'bail_out',
  'lost',
  'exchanged',
  'pot',
  'committed',
  'posted',
] as const;
/** Figures by which money went out, told by what for. */
export const OUT_FIGURES: readonly string[] = ['spent', 'fees', 'bail_out', 'lost'];
