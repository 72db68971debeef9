import * as v from 'valibot';
import { CAPACITIES, CHARGE_ENDS, DEFENCES, INCIDENTS, STAGES } from '$lib/contracts/ops-cases';
import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const text = (most: number) =>
  v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(most, 'too_long'));
const maybe = (most: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most, 'too_long')), '');
const day = v.pipe(
  v.string('required'),
  v.nonEmpty('required'),
  v.check((one) => parseDay(one).ok, 'date'),
);
const maybeDay = v.optional(
  v.pipe(
    v.string(),
    v.check((one) => one === '' || parseDay(one).ok, 'date'),
  ),
  '',
);
/** The version that was read, as a hidden field of its form. */
const version = v.pipe(v.string('required'), v.regex(/^[1-9]\d{0,6}$/, 'number'), v.transform(Number));
/** One number of an expediente a line. */
const numbers = v.optional(
  v.pipe(
    v.string(),
    v.transform((lines) =>
      lines
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
    v.check((all) => all.length <= 10 && all.every((one) => one.length <= 60), 'too_long'),
  ),
  '',
);
const stage = v.optional(v.picklist([...STAGES, ''], 'choice'), '');
const incident = v.optional(v.picklist([...INCIDENTS, ''], 'choice'), '');
const courts = v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{0,40}$/, 'choice')), '');

const facts = {
  caseCode: text(40),
  court: maybe(160),
  numbers,
  jurisdiction: courts,
  forum: maybe(80),
  stage,
  startedOn: maybeDay,
};

/** `parent` is the code of the case above it; empty for one that stands on its own. */
export const openSchema = v.object({ op: id, ...facts, parent: maybe(40), incident });
/** `was` holds the values the form was shown with, so that only what was changed is written. */
export const editSchema = v.object({
  op: id,
  version,
  was: v.optional(v.pipe(v.string(), v.maxLength(20_000, 'too_long')), ''),
  ...facts,
  judge: maybe(160),
  clerk: maybe(160),
  prosecutor: maybe(160),
  secrecyUntil: maybeDay,
});
export const sealSchema = v.object({ op: id, version, caption: maybe(600), notes: maybe(20_000) });
export const opSchema = v.object({ op: id });
export const closeSchema = v.object({ op: id, outcome: maybe(300) });
export const hangSchema = v.object({ op: id, version, parent: maybe(40), incident });
export const followSchema = v.object({ op: id, following: v.picklist(['yes', 'no'], 'choice') });
export const ruleSchema = v.object({
  op: id,
  version,
  ruleset: text(24),
  jurisdiction: courts,
  startedOn: day,
  reason: text(400),
});

const standing = {
  capacity: v.picklist(CAPACITIES, 'choice'),
  asOf: day,
  defence: v.picklist(DEFENCES, 'choice'),
};
export const addPersonSchema = v.object({ op: id, personCode: text(16), ...standing });
export const setPersonSchema = v.object({ op: id, link: id, ...standing });
export const linkSchema = v.object({ op: id, link: id });
export const capacitySchema = v.object({ op: id, link: id, capacity: id });

const charge = { law: text(80), article: text(60), title: maybe(200), asOf: day };
export const chargeSchema = v.object({ op: id, link: id, ...charge });
export const replaceSchema = v.object({ op: id, charge: id, ...charge });
export const endSchema = v.object({ op: id, charge: id, endedOn: day, how: v.picklist(CHARGE_ENDS, 'choice') });
export const undoSchema = v.object({ op: id, charge: id });
