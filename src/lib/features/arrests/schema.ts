import * as v from 'valibot';
import { ARREST_ACTS, FORCES } from '$lib/contracts/ops-arrests';
import { parseDay } from '$lib/kernel/dates';
import { isZone } from '$lib/kernel/format';
import { isUuid } from '$lib/kernel/ids';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const optional = (most: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most, 'too_long')), '');
/** As the clock on the wall of that zone shows it. */
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
const details = {
  name: optional(160),
  injuries: optional(2000),
  needs: optional(2000),
  circumstances: optional(4000),
  reporter: optional(400),
};
const facts = {
  ...moment,
  place: optional(160),
  force: v.picklist(FORCES, 'choice'),
  ruleset: v.pipe(v.string('choice'), v.regex(/^[A-Z]{2}-[A-Z0-9-]{2,20}$/, 'choice')),
};

export const intakeSchema = v.object({
  op: id,
  /** Not `code`: values of that name never go back into a page, because they sign somebody in. */
  personCode: v.pipe(
    v.string('required'),
    v.trim(),
    v.toUpperCase(),
    v.nonEmpty('required'),
    v.regex(/^[A-Z0-9][A-Z0-9-]{1,15}$/, 'code'),
  ),
  pseudonym: v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(80, 'too_long')),
  ...facts,
  ...details,
});
export type Intake = v.InferOutput<typeof intakeSchema>;

export const actSchema = v.object({ op: id, kind: v.picklist(ARREST_ACTS, 'choice'), ...moment });
export const undoSchema = v.object({ op: id, act: id });
export const lookSchema = v.object({ op: id });
export const factsSchema = v.object({ op: id, ...facts });
export const detailsSchema = v.object({ op: id, ...details });
