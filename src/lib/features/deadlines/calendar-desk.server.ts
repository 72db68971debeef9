/** What the page of the calendar does: every change shows first what it moves. */
import type { InferOutput } from 'valibot';
import type { Result } from '$lib/contracts/errors';
import { invalid, ok } from '$lib/kernel/result';
import { applyOp } from '$lib/server/team-op.server';
import { moveLines, type MovesShown } from './move-lines';
import { moveArgs, movesOf } from './moves.server';
import { campaignCalendar, overlaid } from './own.server';
import { findCalendar } from './calendars';
import type { daySchema, takeDaySchema, yearSchema } from './schema';

/** Looks at what a day would move, or enters it together with the moves. */
export async function setDay(
  locals: App.Locals,
  campaign: string,
  { op, step, toDay, ...form }: InferOutput<typeof daySchema>,
): Promise<Result<MovesShown>> {
  const held = await campaignCalendar(locals.db, campaign, form.calendar);
  const bundled = findCalendar(form.calendar);
  if (held === null || bundled === undefined) return invalid('choice', 'calendar');
  const to = toDay === '' ? form.fromDay : toDay;
  if (to < form.fromDay) return invalid('date', 'toDay');
  const { own, calendar } = held;
  // A second press of the same form: it is there, and what it moved has moved.
  if (own.days.some(({ id }) => id === op)) return ok({ lines: [], all: 0 });
  const day = { from: form.fromDay, to, kind: form.kind, name: form.name, source: form.source };
  const after = overlaid(bundled, {
    ...own,
    revision: own.revision + 1,
    days: [...own.days, { id: op, ...day }],
  });
  const { moves, seen } = await movesOf(locals.db, campaign, calendar, after);
  if (step === 'look') return ok(moveLines(moves));
  const done = await applyOp(
    locals,
    'calendar.set_day',
    { ...form, campaign, id: op, toDay: to, revision: own.revision, seen, moves: moveArgs(moves) },
    op,
  );
  return done.ok ? ok(moveLines(moves)) : done;
}

/** Takes back what the campaign had entered. */
export async function takeDay(
  locals: App.Locals,
  campaign: string,
  { op, calendar: id, day }: InferOutput<typeof takeDaySchema>,
): Promise<Result<MovesShown>> {
  const held = await campaignCalendar(locals.db, campaign, id);
  const bundled = findCalendar(id);
  if (held === null || bundled === undefined) return invalid('choice', 'calendar');
  const { own, calendar } = held;
  if (!own.days.some((one) => one.id === day)) return ok({ lines: [], all: 0 });
  const days = own.days.filter((one) => one.id !== day);
  const after = overlaid(bundled, { ...own, revision: own.revision + 1, days });
  const { moves, seen } = await movesOf(locals.db, campaign, calendar, after);
  const args = { day, revision: own.revision, seen, moves: moveArgs(moves) };
  const done = await applyOp(locals, 'calendar.take_day', args, op);
  return done.ok ? ok(moveLines(moves)) : done;
}

/** Says that every day of a year is entered. */
export async function loadYear(
  locals: App.Locals,
  campaign: string,
  { op, calendar, year }: InferOutput<typeof yearSchema>,
): Promise<Result<unknown>> {
  const held = await campaignCalendar(locals.db, campaign, calendar);
  if (held === null) return invalid('choice', 'calendar');
  if (held.own.years.includes(year)) return ok({});
  return applyOp(locals, 'calendar.load_year', { campaign, calendar, year, revision: held.own.revision }, op);
}
