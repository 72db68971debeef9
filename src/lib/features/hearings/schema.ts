import * as v from 'valibot';
import { HEARING_KINDS } from '$lib/contracts/ops';
import { parseDay } from '$lib/kernel/dates';
import { isZone } from '$lib/kernel/format';
import { isUuid } from '$lib/kernel/ids';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const text = (most: number) =>
  v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(most, 'too_long'));
const note = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(1000, 'too_long')), '');
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

export const scheduleSchema = v.object({
  op: id,
  caseCode: text(40),
  court: text(160),
  kind: v.picklist(HEARING_KINDS, 'choice'),
  ...moment,
  note,
});

export const moveSchema = v.object({
  op: id,
  hearing: id,
  was: v.optional(v.string(), ''),
  court: text(160),
  ...moment,
  note,
});

export const outcomeSchema = v.object({
  op: id,
  hearing: id,
  status: v.picklist(['suspended', 'cancelled', 'held'], 'choice'),
});
