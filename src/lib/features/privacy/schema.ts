import * as v from 'valibot';
import { signatureSchema } from '$lib/features/signatures/index';
import { isUuid } from '$lib/kernel/ids';
import { BASES } from './model';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const { email } = signatureSchema.entries;

/** Empty: no rule. */
const months = v.pipe(
  v.optional(v.string(), ''),
  v.trim(),
  v.regex(/^\d{0,3}$/, 'months'),
  v.transform((text) => (text === '' ? null : Number(text))),
  v.check((number) => number === null || (number >= 1 && number <= 120), 'months'),
);

export const ruleSchema = v.object({ op: id, basis: v.picklist(BASES, 'choice'), months });
export const peopleRuleSchema = v.object({ op: id, months });
export const runSchema = v.object({ op: id });
export const cancelSchema = v.object({ op: id, run: id });
export const personSchema = v.object({ op: id, email });
export const ownLinksSchema = v.object({ email, topic: v.optional(v.string(), '') });
