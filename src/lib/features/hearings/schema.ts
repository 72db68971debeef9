import * as v from 'valibot';
import { HEARING_KINDS, HEARING_STATUSES } from '$lib/contracts/ops';
import { HEARING_ACCESS, HEARING_PARTS, HEARING_SECRETS } from '$lib/contracts/ops-hearings';
import { parseDay } from '$lib/kernel/dates';
import { isZone } from '$lib/kernel/format';
import { isUuid } from '$lib/kernel/ids';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const text = (most: number) =>
  v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(most, 'too_long'));
const optional = (most: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most, 'too_long')), '');
const ticked = v.pipe(
  v.optional(v.string(), ''),
  v.transform((sent) => sent !== ''),
);
const whole = (least: number, most: number, otherwise: string) =>
  v.pipe(
    v.optional(v.string(), otherwise),
    v.trim(),
    v.regex(/^\d{1,4}$/, 'number'),
    v.transform(Number),
    v.check((n) => n >= least && n <= most, 'number'),
  );
/** As the clock on the wall of the court shows it. */
const moment = {
  date: v.pipe(
    v.string('required'),
    v.nonEmpty('required'),
    v.check((day) => parseDay(day).ok, 'date'),
  ),
  time: v.pipe(v.string('required'), v.nonEmpty('required'), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time')),
  tz: v.pipe(
    v.string('required'),
    v.check((zone) => isZone(zone), 'choice'),
  ),
};
const facts = {
  minutes: whole(5, 1440, '60'),
  room: optional(120),
  /** Empty leaves the one there is. */
  link: optional(400),
  access: v.optional(v.picklist(HEARING_ACCESS, 'choice'), 'unknown'),
  watchWanted: whole(0, 200, '0'),
  pressWanted: ticked,
  transportWanted: ticked,
};
const status = v.picklist(HEARING_STATUSES, 'choice');
/** The sequence that was seen, so that nobody overwrites what another changed meanwhile. */
const base = whole(0, 9999, '0');

export const scheduleSchema = v.object({
  op: id,
  caseCode: text(40),
  court: text(160),
  kind: v.picklist(HEARING_KINDS, 'choice'),
  ...moment,
  ...facts,
  note: optional(1000),
  /** Accounts, joined by commas. */
  defence: v.pipe(
    v.optional(v.string(), ''),
    v.transform((sent) => sent.split(',').filter((one) => one !== '')),
    v.array(id),
  ),
  /** Whoever was told of a clash and means it. */
  anyway: ticked,
});

export const moveSchema = v.object({
  op: id,
  was: v.optional(status, 'scheduled'),
  base,
  court: text(160),
  ...moment,
  reason: optional(300),
  anyway: ticked,
});

export const statusSchema = v.object({
  op: id,
  base,
  status: v.picklist(['suspended', 'cancelled', 'held', 'scheduled'], 'choice'),
  reason: optional(300),
});

export const factsSchema = v.object({ op: id, ...facts, linkGone: ticked, note: optional(1000) });
export const outcomeSchema = v.object({ op: id, outcome: optional(200), detail: optional(8000) });
export const undoSchema = v.object({ op: id, move: id });
const part = v.picklist(HEARING_PARTS, 'choice');
export const assignSchema = v.object({ op: id, user: id, part });
export const joinSchema = v.object({ op: id, part: v.picklist(['watch', 'press', 'transport'], 'choice') });
export const leaveSchema = v.object({ op: id, part, user: v.optional(id) });
export const attendedSchema = v.object({
  op: id,
  user: id,
  part,
  came: v.picklist(['yes', 'no', 'unsaid'], 'choice'),
});
export const lookSchema = v.object({ op: id, what: v.picklist(HEARING_SECRETS, 'choice') });
