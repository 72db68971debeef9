import * as v from 'valibot';
import { NOTIFICATION_MODES, NOTIFIED_PARTIES, RESOLUTION_KINDS } from '$lib/contracts/ops-rulings';
import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
/** Ids of a group of checkboxes, joined by commas. */
const ids = v.optional(
  v.pipe(
    v.string(),
    v.transform((text) => text.split(',').filter((one) => one !== '')),
    v.check((all) => all.length <= 50 && all.every((one) => isUuid(one)), 'unknown_field'),
  ),
  '',
);
const maybe = (most: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most, 'too_long')), '');
const day = v.pipe(
  v.string('required'),
  v.nonEmpty('required'),
  v.check((one) => parseDay(one).ok, 'date'),
);

const facts = {
  kind: v.picklist(RESOLUTION_KINDS, 'choice'),
  datedOn: day,
  court: maybe(160),
  summary: maybe(2000),
};
/** `people`: about whom; none is the case as a whole. */
export const rulingSchema = v.object({ op: id, ...facts, people: ids });
export const rulingEditSchema = v.object({ op: id, resolution: id, ...facts, keep: v.optional(v.string(), '') });
export const undoSchema = v.object({ op: id, target: id, undone: v.picklist(['yes', 'no'], 'choice') });
export const rulingLookSchema = v.object({ op: id, resolution: id });

const notified = {
  party: v.picklist(NOTIFIED_PARTIES, 'choice'),
  mode: v.picklist(NOTIFICATION_MODES, 'choice'),
  day,
  /** On the clock of the court. */
  time: v.optional(v.pipe(v.string(), v.regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, 'time')), ''),
  km: v.optional(v.pipe(v.string(), v.regex(/^\d{0,5}$/, 'number')), ''),
  calendar: v.pipe(v.string('choice'), v.maxLength(40, 'choice')),
};
export const notifySchema = v.object({ op: id, resolutions: ids, ...notified });
/** `step` is `look` to see what moves, `do` to put it right. */
export const correctSchema = v.object({
  op: id,
  notification: id,
  step: v.picklist(['look', 'do'], 'choice'),
  ...notified,
});
/** `pick`: proposals that were ticked. `revision`: of the calendar when they were shown. */
export const enterSchema = v.object({
  op: id,
  notifications: ids,
  pick: v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.split(',').filter((one) => one !== '')),
      v.check((all) => all.length <= 20 && all.every((one) => /^[A-Za-z0-9_.-]{1,80}$/.test(one)), 'choice'),
    ),
    '',
  ),
  calendar: v.pipe(v.string('choice'), v.maxLength(40, 'choice')),
  ruleset: v.pipe(v.string('choice'), v.maxLength(40, 'choice')),
  revision: v.pipe(v.string('number'), v.regex(/^\d{1,7}$/, 'number'), v.transform(Number)),
  enabled: maybe(200),
});
