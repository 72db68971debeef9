import * as v from 'valibot';
import type { FraudReason } from '$lib/contracts/ops';
import { isUuid } from '$lib/kernel/ids';
import { EXPORT_COLUMNS } from './export';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
/** What checkboxes of one name send, joined by commas. */
const joined = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) => text.split(',').filter((part) => part !== '')),
);

export const searchSchema = v.object({
  words: v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(254, 'too_long')),
});

/** A page of the list holds fewer; more at once is asked for by the filter. */
export const chosenSchema = v.object({
  op: id,
  signatures: v.pipe(
    joined,
    v.minLength(1, 'none_chosen'),
    v.maxLength(200, 'too_long'),
    v.check((ids) => ids.every((one) => isUuid(one)), 'unknown_field'),
  ),
});

/** Why somebody rejects what they chose, the usual first; none is taken for granted. */
export const CHOSEN_REASONS = ['duplicate', 'bot', 'other'] as const satisfies readonly FraudReason[];
export const rejectSchema = v.object({
  ...chosenSchema.entries,
  reason: v.pipe(v.optional(v.string(), ''), v.nonEmpty('required'), v.picklist(CHOSEN_REASONS, 'choice')),
});

export const undoSchema = v.object({ op: id, run: id });

export const oneSchema = v.object({ op: id });

export const exportSchema = v.object({
  op: id,
  columns: v.pipe(
    joined,
    v.transform((columns) => EXPORT_COLUMNS.filter((column) => columns.includes(column))),
    v.minLength(1, 'required'),
  ),
});
