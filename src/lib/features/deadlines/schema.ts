import * as v from 'valibot';
import { LEGAL_DAY_KINDS } from '$lib/contracts/ops-deadlines';
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
const whole = (most: number) =>
  v.pipe(
    v.string('required'),
    v.regex(/^\d{1,7}$/, 'number'),
    v.transform(Number),
    v.check((n) => n <= most, 'number'),
  );

/** What a deadline runs from; `deadline` is the one that is corrected, empty for a new one. */
export const deadlineSchema = v.object({
  op: id,
  deadline: v.optional(v.string(), ''),
  caseCode: text(40),
  person: v.optional(v.string(), ''),
  rule: text(40),
  calendar: text(40),
  day,
  /** On the clock of the court; hours need it. */
  time: v.optional(v.pipe(v.string(), v.regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, 'time')), ''),
  resolved: maybeDay,
  enabled: maybe(200),
  km: v.optional(v.pipe(v.string(), v.regex(/^\d{0,5}$/, 'number')), ''),
  variant: maybe(40),
});
export const doneSchema = v.object({ op: id, receipt: text(80) });
export const waiveSchema = v.object({ op: id, reason: text(400) });
export const reopenSchema = v.object({ op: id });
export const moveSchema = v.object({ op: id, take: v.picklist(['yes', 'no'], 'choice') });

export const signSchema = v.object({ op: id, rule: text(40), version: whole(100_000), note: maybe(400) });
export const unsignSchema = v.object({ op: id, signoff: id });

/** `step` is `look` to see what moves, `do` to enter it. */
export const daySchema = v.object({
  op: id,
  step: v.picklist(['look', 'do'], 'choice'),
  calendar: text(40),
  fromDay: day,
  toDay: maybeDay,
  kind: v.picklist(LEGAL_DAY_KINDS, 'choice'),
  name: text(160),
  source: text(300),
});
export const takeDaySchema = v.object({ op: id, calendar: text(40), day: id });
export const yearSchema = v.object({ op: id, calendar: text(40), year: whole(2099) });
