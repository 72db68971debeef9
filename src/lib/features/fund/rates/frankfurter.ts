/** What a server that speaks like Frankfurter is asked, and what it answers (frankfurter.dev, versions 1 and 2). */
import * as v from 'valibot';
import { isRate, type Rate } from './rates';

export interface RateQuestion {
  base: string;
  quotes: readonly string[];
  /** Civil days, both included. */
  from: string;
  to: string;
}

/** Version 2 is known by the end of its address; all that speaks like the first is asked as the first. */
export function questionAddress(address: string, { base, quotes, from, to }: RateQuestion): string {
  const home = address.replace(/\/+$/, '');
  return home.endsWith('/v2')
    ? `${home}/rates?base=${base}&quotes=${quotes.join(',')}&from=${from}&to=${to}`
    : `${home}/${from}..${to}?base=${base}&symbols=${quotes.join(',')}`;
}

const figures = v.record(v.string(), v.number());
const first = v.object({ base: v.string(), rates: v.record(v.string(), figures) });
const single = v.object({ base: v.string(), date: v.string(), rates: figures });
const second = v.array(v.object({ date: v.string(), base: v.string(), quote: v.string(), rate: v.number() }));

/** Up to fifteen digits a figure of JSON comes back as it was written; smaller than a millionth it is written out. */
const written = (figure: number): string => {
  const text = String(figure);
  return text.includes('e') ? figure.toFixed(15).replace(/0+$/, '') : text;
};

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** The rates of an answer; null for anything that was not asked for. */
export function readAnswer(body: string, { base, quotes, from, to }: RateQuestion): Rate[] | null {
  const told = parse(body);
  const days = v.safeParse(first, told);
  const day = v.safeParse(single, told);
  const rows = v.safeParse(second, told);
  const found = day.success
    ? Object.entries(day.output.rates).map(([quote, rate]) => ({
        date: day.output.date,
        base: day.output.base,
        quote,
        rate,
      }))
    : days.success
      ? Object.entries(days.output.rates).flatMap(([date, one]) =>
          Object.entries(one).map(([quote, rate]) => ({ date, base: days.output.base, quote, rate })),
        )
      : rows.success
        ? rows.output
        : null;
  if (found === null) return null;
  const rates = found.map(({ date, base: of, quote, rate }) => ({ day: date, base: of, quote, rate: written(rate) }));
  const sound = rates.every(
    (rate) =>
      rate.base === base && quotes.includes(rate.quote) && /^\d{4}-\d\d-\d\d$/.test(rate.day) && isRate(rate.rate),
  );
  // The first version tells the working day before the first one when that was none.
  return sound ? rates.filter(({ day: on }) => on >= from && on <= to) : null;
}
