import type { RequestEvent } from '@sveltejs/kit';
import { addDays, daysBetween, today } from '$lib/kernel/dates';
import { invalid } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { memberOf } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { readPassing } from '$lib/server/files/index.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { askOutside } from '$lib/server/outward.server';
import { applyOp } from '$lib/server/team-op.server';
import { guessDecimal, readFigure } from './figures';
import { questionAddress, readAnswer } from './frankfurter';
import { readRateFile, ruleOf, type RateFile } from './rate-file';
import { packRates, unpackRates, type Rate } from './rates';
import { fetchSchema, freezeSchema, importSchema, lookSchema, rateSchema, type RateLook } from './rates-schema';
import { fundTold } from './rates.server';

type DeskEvent = Pick<RequestEvent, 'locals' | 'request' | 'route'>;

/** No rate is known of a day that has not begun anywhere. */
const lastDay = (): string => today('Pacific/Kiritimati');
const MOST_BYTES = 500_000;
const MOST_SHOWN = 50;
/** More is no statement of a day but a chronicle: that comes as a file. */
const MOST_DAYS = 400;

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const readingOf = (form: RateLook) => ({
  base: form.base,
  quote: form.quote,
  last: lastDay(),
  dates: form.dates,
  decimal: form.decimal,
  columns: {
    day: form['column-day'],
    rate: form['column-rate'],
    base: form['column-base'],
    quote: form['column-quote'],
  },
});

/** A file that was not taken, with its lines or its columns, carried back into the page as text. */
function refusedFile(values: Record<string, string>, file: Exclude<RateFile, { kind: 'read' }>) {
  if (file.kind === 'unmapped') {
    const table = { heads: JSON.stringify(file.heads.slice(0, 40)), sample: JSON.stringify(file.sample) };
    const field = file.field === 'decimal' ? 'decimal' : `column-${file.field}`;
    return refuse({ ...values, ...table }, invalid(file.rule, field));
  }
  const [one] = file.lines;
  const lines = JSON.stringify(file.lines.slice(0, MOST_SHOWN));
  return refuse({ ...values, lines, refused: String(file.lines.length) }, invalid(one?.rule ?? 'rates_empty', 'file'));
}

/** Forms of the rates. */
export const rateActions = {
  async rate(event: RequestEvent) {
    const { membership } = memberOf(event.locals, 'fund.write');
    const form = await readForm(event, rateSchema);
    if (!form.ok) return form.response;
    const { op, source, rate: typed, ...more } = form.value;
    // A hand writes one figure: its separators are read as the language of the page has them.
    const mark =
      guessDecimal([typed], event.locals.locale === 'es' ? ';' : ',') ?? (event.locals.locale === 'es' ? ',' : '.');
    const rate = readFigure(typed, mark);
    const rule = ruleOf({ ...more, rate }, lastDay());
    if (rule !== null || rate === null) {
      const field =
        { rates_day: 'day', rates_future: 'day', rates_currency: 'base', rates_same: 'quote' }[rule ?? ''] ?? 'rate';
      return refuse(form.values, invalid(rule ?? 'rates_number', field));
    }
    const rows = [{ ...more, rate }];
    const done = await applyOp(
      event.locals,
      'fund.import_rates',
      { campaign: membership.campaignId, id: op, source, rows },
      op,
    );
    const what = `${more.day} · 1 ${more.base} = ${rate} ${more.quote}`;
    return done.ok ? { done: 'rate', what } : refuse(form.values, done);
  },

  /** Nothing is kept of the file: what it says comes back to be looked at, and is sent by another press. */
  async look(event: DeskEvent) {
    memberOf(event.locals, 'fund.write');
    const form = await readPassing(event, lookSchema, { field: 'file', most: MOST_BYTES, tooLarge: 'rates_large' });
    if (!form.ok) return form.response;
    if (form.bytes === null) return refuse(form.values, invalid('required', 'file'));
    const file = readRateFile(decoded(form.bytes), readingOf(form.value));
    if (file.kind !== 'read') return refusedFile(form.values, file);
    const { source } = form.value;
    return { done: 'looked', what: '', preview: { source, rates: file.rates, rows: packRates(file.rates) } };
  },

  async import(event: RequestEvent) {
    const { membership } = memberOf(event.locals, 'fund.write');
    const form = await readForm(event, importSchema);
    if (!form.ok) return form.response;
    const { op, source, rows } = form.value;
    const rates = unpackRates(rows);
    if (rates === null || rates.some(({ day }) => day > lastDay()))
      return refuse(form.values, invalid('rates', 'rows'));
    const args = { campaign: membership.campaignId, id: op, source, rows: rates };
    const done = await applyOp(event.locals, 'fund.import_rates', args, op);
    return done.ok ? { done: 'imported', what: String(rates.length) } : refuse(form.values, done);
  },

  async freeze(event: RequestEvent) {
    const { membership } = memberOf(event.locals, 'fund.write');
    const form = await readForm(event, freezeSchema);
    if (!form.ok) return form.response;
    const done = await applyOp(event.locals, 'fund.freeze_rates', { campaign: membership.campaignId }, form.value.op);
    return done.ok ? { done: 'frozen', what: String(done.value['n']) } : refuse(form.values, done);
  },

  /** The one call that leaves the house for rates, and only when somebody asks for it. */
  async fetch(event: RequestEvent) {
    const { membership } = memberOf(event.locals, 'fund.write');
    const form = await readForm(event, fetchSchema);
    if (!form.ok) return form.response;
    const { op, from, to } = form.value;
    if (to > lastDay()) return refuse(form.values, invalid('rates_future', 'to'));
    if (from > to) return refuse(form.values, invalid('rates_order', 'to'));
    if (daysBetween(from, to) > MOST_DAYS) return refuse(form.values, invalid('rates_span', 'from'));
    const told = await attempt(() => fundTold(event.locals.db, membership.campaignId));
    if (!told.ok) return refuse(form.values, told);
    const { url, urlSource, report, currencies } = told.value;
    if (url === null) return refuse(form.values, invalid('rates_address', 'from'));
    const base = report ?? 'EUR';
    const quotes = currencies.filter((code) => code !== base);
    if (quotes.length === 0) return refuse(form.values, invalid('rates_pairs', 'from'));
    const question = { base, quotes, from, to };
    const answer = await askOutside(questionAddress(url, question), { inner: ronda().env.askInner });
    if (!answer.ok) return refuse(form.values, { ...answer, field: 'from' });
    const rows: Rate[] | null = readAnswer(answer.value, question);
    if (rows === null) return refuse(form.values, invalid('outward_status', 'from'));
    if (rows.length === 0) return refuse(form.values, invalid('rates_none', 'from'));
    const args = { campaign: membership.campaignId, id: op, source: urlSource ?? 'ecb', rows };
    const done = await applyOp(event.locals, 'fund.import_rates', args, op);
    return done.ok ? { done: 'fetched', what: String(rows.length) } : refuse(form.values, done);
  },
};

/** Since when rates are asked for unless somebody says otherwise: what waits for one, or the last month. */
export const fetchSince = (until: string, waiting: string | null): string => {
  const month = addDays(until, -31);
  const most = addDays(until, -MOST_DAYS);
  return waiting === null ? month : waiting < most ? most : addDays(waiting, -5);
};
