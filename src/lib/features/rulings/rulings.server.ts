/** What the page of a case does about resolutions and notifications. */
import type { InferOutput } from 'valibot';
import type { Failure, Result } from '$lib/contracts/errors';
import { toInstant } from '$lib/kernel/dates';
import { uuidFor } from '$lib/kernel/ids';
import { invalid, ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import type { Place } from '$lib/server/crypto/keyring.server';
import { attempt } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import { applyOp } from '$lib/server/team-op.server';
import { findCalendar, type MovesShown } from '../deadlines';
import { countedFrom } from '../deadlines/index.server';
import { notificationsOf, resolutionOf } from './rulings.repo.server';
import type { correctSchema, notifySchema, rulingEditSchema, rulingSchema } from './schema';

const placeOf = (row: string): Place => ({ table: 'resolutions', row, column: 'summary' });
const sealed = (row: string, text: string): string | null =>
  text === '' ? null : ronda().keyring.seal(text, placeOf(row));

/** A rule of the database names its own argument; the form calls it otherwise. */
function field(done: Result<unknown>, names: Readonly<Record<string, string>>): Result<unknown> {
  return done.ok || done.field === undefined ? done : { ...done, field: names[done.field] ?? done.field };
}

/** One decision: a row for each person it is about. */
export async function addRuling(
  locals: App.Locals,
  theCase: string,
  { op, kind, datedOn, court, summary, people }: InferOutput<typeof rulingSchema>,
): Promise<Result<unknown>> {
  const about = people.length === 0 ? [null] : [...new Set(people)];
  const rows = about.map((person) => {
    const id = uuidFor(op, person ?? 'case');
    return { id, person, summarySealed: sealed(id, summary) };
  });
  const done = await applyOp(locals, 'rulings.add', { case: theCase, kind, datedOn, court, rows }, op);
  return field(done, { person: 'people' });
}

/** `keep`: the summary was not opened, so what is sealed stays as it is. */
export function editRuling(
  locals: App.Locals,
  { op, resolution, kind, datedOn, court, summary, keep }: InferOutput<typeof rulingEditSchema>,
): Promise<Result<unknown>> {
  const words = keep === '' || summary !== '' ? { summarySealed: sealed(resolution, summary) } : {};
  return applyOp(locals, 'rulings.edit', { resolution, kind, datedOn, court, ...words }, op);
}

/** First the record, then what it is about. */
export async function openSummary(
  locals: App.Locals,
  { op, resolution }: { op: string; resolution: string },
): Promise<Result<{ resolution: string; text: string }>> {
  const recorded = await applyOp(locals, 'rulings.look', { resolution }, op);
  if (!recorded.ok) return recorded;
  const held = await attempt(() => call<string | null>(locals.db, 'resolution_sealed', { resolution }));
  if (!held.ok) return held;
  const text = held.value === null ? '' : ronda().keyring.open(held.value, placeOf(resolution));
  return ok({ resolution, text });
}

type Notified = Pick<InferOutput<typeof notifySchema>, 'party' | 'mode' | 'day' | 'time' | 'km' | 'calendar'>;

/** As the operations take it; the time is that of the court's clock. */
function notifiedArgs({ party, mode, day, time, km, calendar }: Notified): Result<{
  party: Notified['party'];
  mode: Notified['mode'];
  day: string;
  at?: string;
  km: number;
}> {
  const zone = findCalendar(calendar)?.zone;
  if (zone === undefined) return invalid('choice', 'calendar');
  const at = time === '' ? null : toInstant(`${day}T${time}`, zone);
  if (at?.ok === false) return { ...at, field: 'time' };
  return ok({ party, mode, day, ...(at && { at: at.value }), km: Number(km) });
}

/** All who were told at once. */
export async function notify(
  locals: App.Locals,
  { op, resolutions, ...form }: InferOutput<typeof notifySchema>,
): Promise<Result<unknown>> {
  if (resolutions.length === 0) return invalid('required', 'resolutions');
  const args = notifiedArgs(form);
  if (!args.ok) return args;
  const rows = [...new Set(resolutions)].map((resolution) => ({ id: uuidFor(op, resolution), resolution }));
  return field(await applyOp(locals, 'rulings.notify', { ...args.value, rows }, op), { at: 'time' });
}

/** Looks at what a correction moves, or makes it. Nothing changes where one of the dates could no longer be counted. */
export async function correct(
  locals: App.Locals,
  campaign: string,
  { op, notification, step, ...form }: InferOutput<typeof correctSchema>,
): Promise<Result<MovesShown> | (Failure & { year?: number })> {
  const args = notifiedArgs(form);
  if (!args.ok) return args;
  const [was] = await notificationsOf(locals.db, campaign, { ids: [notification] });
  const of = was === undefined ? null : await resolutionOf(locals.db, campaign, was.resolution);
  if (of === null) return { ok: false, code: 'not_found' };
  if (args.value.day < of.datedOn) return invalid('before_resolution', 'day');
  const { day, at, km } = args.value;
  const counted = await countedFrom(locals.db, campaign, notification, (served) => ({
    ...served,
    at: at ?? day,
    resolved: of.datedOn,
    ...(served.km !== undefined && { km }),
  }));
  if (!counted.ok) {
    const failure = invalid(counted.reason, counted.reason === 'instant_needed' ? 'time' : 'day');
    return counted.year === undefined ? failure : { ...failure, year: counted.year };
  }
  if (step === 'look') return ok(counted.shown);
  const { seen, calendars, moves } = counted;
  const done = await applyOp(locals, 'rulings.correct', { ...args.value, notification, seen, calendars, moves }, op);
  if (done.ok) return ok(counted.shown);
  return done.field === 'at' ? { ...done, field: 'time' } : done;
}
