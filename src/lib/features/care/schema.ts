import * as v from 'valibot';
import { NEED_ACTS, NEED_KINDS, TURN_KINDS, URGENCIES } from '$lib/contracts/ops-care';
import { parseDay } from '$lib/kernel/dates';
import { isZone } from '$lib/kernel/format';
import { isUuid } from '$lib/kernel/ids';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const chosen = v.pipe(
  v.string('choice'),
  v.check((text) => isUuid(text), 'choice'),
);
/** Empty is nobody. */
const maybe = v.pipe(
  v.optional(v.string(), ''),
  v.check((text) => text === '' || isUuid(text), 'choice'),
);
const optional = (most: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most, 'too_long')), '');
const day = v.pipe(
  v.string('required'),
  v.nonEmpty('required'),
  v.check((text) => parseDay(text).ok, 'date'),
);
const maybeDay = v.pipe(
  v.optional(v.string(), ''),
  v.check((text) => text === '' || parseDay(text).ok, 'date'),
);
const clock = v.pipe(v.optional(v.string(), ''), v.regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, 'time'));
const whole = (least: number, most: number) =>
  v.pipe(
    v.optional(v.string(), '1'),
    v.trim(),
    v.regex(/^\d{1,3}$/, 'number'),
    v.transform(Number),
    v.check((n) => n >= least && n <= most, 'number'),
  );
/** Checkboxes joined by commas; 0 is Monday. */
const weekdays = v.pipe(
  v.optional(v.string(), ''),
  v.regex(/^([0-6](,[0-6])*)?$/, 'choice'),
  v.transform((sent) => sent.split(',').filter(Boolean).map(Number)),
);
const tz = v.pipe(
  v.string('required'),
  v.check((zone) => isZone(zone), 'choice'),
);
/** Both or neither; on the wall of the campaign. */
const due = { date: maybeDay, time: clock, tz };

export const addSchema = v.object({
  op: id,
  person: chosen,
  kind: v.picklist(NEED_KINDS, 'choice'),
  urgency: v.picklist(URGENCIES, 'choice'),
  ...due,
  owner: maybe,
  detail: optional(4000),
});
export const editSchema = v.object({
  op: id,
  need: id,
  kind: v.picklist(NEED_KINDS, 'choice'),
  urgency: v.picklist(URGENCIES, 'choice'),
  ...due,
  /** Empty leaves the one there is. */
  detail: optional(4000),
});
export const actSchema = v.object({
  op: id,
  need: id,
  kind: v.picklist(NEED_ACTS, 'choice'),
  to: maybe,
  note: optional(200),
});
export const undoSchema = v.object({ op: id, need: id, act: id });
export const lookSchema = v.object({ op: id, need: id });

export const facilitySchema = v.object({
  op: id,
  facility: maybe,
  name: v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(160, 'too_long')),
  town: optional(120),
  visitDays: weekdays,
  visitFrom: clock,
  visitTo: clock,
  parcelDays: weekdays,
  parcelFrom: clock,
  parcelTo: clock,
  parcelRules: optional(2000),
  papers: optional(400),
  source: optional(300),
  checkedOn: maybeDay,
});
export const rotaSchema = v.object({
  op: id,
  kind: v.picklist(TURN_KINDS, 'choice'),
  person: maybe,
  facility: maybe,
  fromDay: day,
  untilDay: maybeDay,
  weekdays,
  /** Without scripts and with: a single day needs no weekdays. */
  every: whole(0, 8),
  at: clock,
  wanted: whole(1, 50),
});
export const endSchema = v.object({ op: id, rota: id, ended: v.picklist(['yes', 'no'], 'choice') });
export const signSchema = v.object({ op: id, rota: id, day });
export const leaveSchema = v.object({ op: id, shift: id });
export const markSchema = v.object({
  op: id,
  shift: id,
  state: v.picklist(['signed', 'confirmed', 'done', 'missed'], 'choice'),
  note: optional(2000),
});
export const noteSchema = v.object({ op: id, shift: id });
