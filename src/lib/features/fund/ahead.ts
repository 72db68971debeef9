import { addDays } from '$lib/kernel/dates';
import { exponent } from '$lib/kernel/money';
import type { FundOverview } from './overview';

/** What the database tells about the weeks behind and ahead. Days are civil, amounts minor units as text. */
export interface FundAhead {
  today: string;
  /** Monday of the week that is going on. */
  week: string;
  /** Day of the first gift. */
  first: string | null;
  /** Days on which gifts came, of the last two hundred. */
  days: { day: string; n: number }[];
  /** What came net of fees, by week and currency, of the last twelve whole weeks. */
  weeks: { week: string; currency: string; minor: string }[];
  /** Committed with a day by which it has to be paid. */
  due: { day: string; currency: string; minor: string; n: number }[];
}

/** Minor units that are estimates: told as "about", and drawn. */
export interface Band {
  low: number;
  mid: number;
  high: number;
}
export interface ForecastPoint extends Band {
  day: string;
  /** What falls due in the week that ends on this day. */
  due: number;
}
export interface Forecast {
  currency: string;
  /** All currencies together, at the newest rates. */
  together: boolean;
  /** What comes in a week, from the quarter of weak weeks to that of strong ones; null with too little to go by. */
  pace: Band | null;
  weeks: number;
  committed: number;
  /** Committed without a day: counted as if it were due now. */
  undated: number;
  points: ForecastPoint[];
  /** First day on which the commitments are no longer covered; null when they are to the end. */
  short: { low: string | null; mid: string | null };
}

const SEEN = 12;
/** With fewer whole weeks than this nothing is estimated. */
const FEWEST = 4;
const AHEAD = 26;

/** A value below which lies the part `q` of the numbers, between neighbours in proportion. */
export function quantile(numbers: readonly number[], q: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return Math.round(below + (above - below) * (at - Math.floor(at)));
}

interface Pocket {
  currency: string;
  together: boolean;
  pot: number;
  committed: number;
  weeks: number[];
  due: { day: string; minor: number }[];
}

const weeksOf = ({ week, first }: FundAhead): string[] =>
  Array.from({ length: SEEN }, (_, at) => addDays(week, -7 * (SEEN - at))).filter(
    (monday) => first !== null && addDays(monday, 6) >= first,
  );

/** What is looked at together: everything in the report currency while each part has a rate, else each currency by itself. */
function pockets(overview: FundOverview, ahead: FundAhead): Pocket[] {
  const { report, totals } = overview;
  const mondays = weeksOf(ahead);
  const rates = new Map(
    totals.map(({ currency, rate }) => [
      currency,
      report === null || rate === null ? null : Number(rate) * 10 ** (exponent(report) - exponent(currency)),
    ]),
  );
  const pocket = (currencies: ReadonlySet<string>, currency: string, rateOf: (of: string) => number): Pocket => {
    const sum = <T extends { currency: string }>(rows: readonly T[], minor: (row: T) => string): number =>
      Math.round(
        rows
          .filter((row) => currencies.has(row.currency))
          .reduce((all, row) => all + Number(minor(row)) * rateOf(row.currency), 0),
      );
    return {
      currency,
      together: currencies.size > 1,
      pot: sum(totals, ({ pot }) => pot),
      committed: sum(totals, ({ committed }) => committed),
      weeks: mondays.map((monday) =>
        sum(
          ahead.weeks.filter(({ week }) => week === monday),
          ({ minor }) => minor,
        ),
      ),
      due: ahead.due
        .filter((one) => currencies.has(one.currency))
        .map((one) => ({ day: one.day, minor: Math.round(Number(one.minor) * rateOf(one.currency)) })),
    };
  };
  const used = totals.filter(({ pot, committed, received }) => pot !== '0' || committed !== '0' || received !== '0');
  if (report !== null && used.length > 1 && used.every(({ currency }) => rates.get(currency) !== null)) {
    const all = new Set(used.map(({ currency }) => currency));
    return [pocket(all, report, (currency) => rates.get(currency) ?? 0)];
  }
  return used.map(({ currency }) => pocket(new Set([currency]), currency, () => 1));
}

/**
 * How long the money lasts against what is committed. What comes in is estimated by whole weeks that were seen, never by
 * a hope; what is not committed yet is not counted, and what has no day counts as due now.
 */
export function forecasts(overview: FundOverview, ahead: FundAhead): Forecast[] {
  return pockets(overview, ahead).map(({ currency, together, pot, committed, weeks, due }) => {
    const pace: Band | null =
      weeks.length < FEWEST
        ? null
        : { low: quantile(weeks, 0.25), mid: quantile(weeks, 0.5), high: quantile(weeks, 0.75) };
    const dated = due.reduce((sum, { minor }) => sum + minor, 0);
    const undated = Math.max(0, committed - dated);
    const points: ForecastPoint[] = [];
    const short: Forecast['short'] = { low: null, mid: null };
    for (let week = 0; week <= AHEAD; week += 1) {
      const day = addDays(ahead.today, 7 * week);
      const before = week === 0 ? '' : addDays(day, -7);
      const inWeek = due.filter((one) => one.day <= day && one.day > before).reduce((sum, { minor }) => sum + minor, 0);
      const left = pot - undated - due.filter((one) => one.day <= day).reduce((sum, { minor }) => sum + minor, 0);
      const at = (part: keyof Band): number => left + week * (pace?.[part] ?? 0);
      const point = { day, due: inWeek + (week === 0 ? undated : 0), low: at('low'), mid: at('mid'), high: at('high') };
      points.push(point);
      if (point.low < 0) short.low ??= day;
      if (point.mid < 0) short.mid ??= day;
    }
    return { currency, together, pace, weeks: weeks.length, committed, undated, points, short };
  });
}
