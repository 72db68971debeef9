import * as v from 'valibot';
import { CUSTODY_STATUSES } from '$lib/contracts/ops';
import { ANSWERS, CONTACT_KINDS, CUSTODY_TABLES, KNOWN, OBLIGATION_KINDS } from '$lib/contracts/ops-custody';
import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';
import { RHYTHMS } from './recurrence';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const corrects = v.optional(
  v.pipe(
    v.string(),
    v.check((text) => text === '' || isUuid(text), 'unknown_field'),
  ),
  '',
);
const optional = (most: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most, 'too_long')), '');
const day = v.pipe(
  v.string('required'),
  v.nonEmpty('required'),
  v.check((text) => parseDay(text).ok, 'date'),
);
const noDay = v.optional(
  v.pipe(
    v.string(),
    v.check((text) => text === '' || parseDay(text).ok, 'date'),
  ),
  '',
);
const known = v.optional(v.picklist(KNOWN, 'choice'), 'day');
const dated = { op: id, corrects, fromDate: day, fromKnown: known };
const period = { ...dated, toDate: noDay, toKnown: known };

export const statusSchema = v.object({
  ...period,
  status: v.picklist(CUSTODY_STATUSES, 'choice'),
  place: optional(160),
});
export const staySchema = v.object({
  ...period,
  facility: v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(160, 'too_long')),
  cell: optional(400),
  notice: v.picklist(ANSWERS, 'choice'),
});
export const contactSchema = v.object({
  ...dated,
  kind: v.picklist(CONTACT_KINDS, 'choice'),
  answer: v.picklist(ANSWERS, 'choice'),
});
export const obligeSchema = v.object({
  op: id,
  corrects,
  kind: v.picklist(OBLIGATION_KINDS, 'choice'),
  place: optional(160),
  detail: optional(1000),
  fromDate: day,
  toDate: noDay,
  rhythm: v.optional(v.picklist(RHYTHMS, 'choice'), 'once'),
});
export const checkSchema = v.object({ op: id, obligation: id, dueOn: day, doneOn: day });
export const undoSchema = v.object({ op: id, what: v.picklist(CUSTODY_TABLES, 'choice'), row: id });
