import * as v from 'valibot';
import { CUSTODY_STATUSES } from '$lib/contracts/ops';
import {
  ANSWERS,
  CONNECTIONS,
  CONTACT_KINDS,
  CUSTODY_TABLES,
  HEARSAY,
  KNOWN,
  OBLIGATION_KINDS,
  RELIABILITIES,
  SOURCE_FORMS,
  STANCES,
} from '$lib/contracts/ops-custody';
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

const sealedText = (most: number) => optional(most);
const isBirth = (text: string): boolean =>
  text === '' || /^(19|20)\d\d(-(0[1-9]|1[0-2]))?$/.test(text) || (/^(19|20)/.test(text) && parseDay(text).ok);

/** What stands besides these are the relatives: `f0who`, `f0phone` and so on. */
export const identitySchema = v.objectWithRest(
  {
    op: id,
    base: corrects,
    legalName: sealedText(200),
    chosenName: sealedText(200),
    otherNames: sealedText(1000),
    pronouns: sealedText(60),
    birth: v.optional(v.pipe(v.string(), v.trim(), v.check(isBirth, 'date_part')), ''),
    birthAbout: v.optional(v.string(), ''),
    document: sealedText(40),
    citizenship: v.optional(v.pipe(v.string(), v.regex(/^([A-Z]{2})?$/, 'choice')), ''),
    occupation: sealedText(200),
    affiliation: sealedText(400),
    dependants: sealedText(1000),
    characteristics: sealedText(400),
    health: sealedText(2000),
  },
  v.pipe(v.string(), v.trim(), v.maxLength(200, 'too_long')),
);
export const consulSchema = v.object({ op: id, toldOn: noDay });
export const lookSchema = v.object({ op: id });
export const restoreSchema = v.object({ op: id, version: id, base: corrects });
export const sourceSchema = v.object({
  op: id,
  connection: v.picklist(CONNECTIONS, 'choice'),
  kind: v.picklist(SOURCE_FORMS, 'choice'),
  reliability: v.picklist(RELIABILITIES, 'choice'),
  hearsay: v.picklist(HEARSAY, 'choice'),
  receivedOn: day,
  language: optional(40),
  words: sealedText(4000),
});
export const citeSchema = v.object({
  op: id,
  source: id,
  /** `table|row|field` */
  fact: v.pipe(v.string('choice'), v.regex(/^[a-z_]+\|[0-9a-f-]{36}\|[a-zA-Z]{0,40}$/, 'choice')),
  stance: v.picklist(STANCES, 'choice'),
});
export const strikeSchema = v.object({
  op: id,
  what: v.picklist(['source', 'citation'], 'choice'),
  row: id,
  struck: v.picklist(['yes', 'no'], 'choice'),
});
