import * as v from 'valibot';
import { isUuid } from '$lib/kernel/ids';
import { DATE_ORDERS, DECIMALS, DELIMITERS, ROLES, SIGNS, type Mapping } from './formats/csv-mapping';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const line = (most: number) => v.pipe(v.optional(v.string(), ''), v.trim(), v.maxLength(most, 'too_long'));

export const CATEGORIES = ['lawyer', 'bail', 'court_costs', 'family', 'printing', 'other'] as const;
/** What a line may be taken for by hand. */
export const PART_KINDS = [
  'pledge',
  'gift',
  'fee',
  'payment',
  'transfer',
  'entry',
  'return',
  'request',
  'ignore',
] as const;
export const SPLIT_ROWS = 4;

export const importSchema = v.looseObject({
  op: id,
  account: v.pipe(v.string('required'), v.nonEmpty('required'), id),
});
export const lineSchema = v.object({ op: id, line: id });
/** What is suggested, with what it would book: `pledge:<id>|<minor>|<fee>`; by hand the kind alone, as `fee:`. */
const CHOICE = /^[a-z]{3,8}:[0-9a-f-]{0,36}(\|\d{1,15}\|\d{1,15})?$/;
const choice = v.pipe(v.string('required'), v.regex(CHOICE, 'choice'));
export const isChoice = (text: string): boolean => CHOICE.test(text);
export const rejectSchema = v.looseObject({ op: id, line: id, choice });
export const ignoreSchema = v.object({ op: id, line: id, reason: v.pipe(line(400), v.nonEmpty('required')) });
const rule = v.optional(v.picklist(['', 'account', 'name', 'text'], 'choice'), '');
export const acceptSchema = v.looseObject({
  op: id,
  line: id,
  choice,
  category: v.optional(v.picklist(CATEGORIES, 'choice'), 'other'),
  note: line(200),
  rule,
});
/** Several at once: `<line>|<choice>`, joined by commas. */
export const sureSchema = v.looseObject({ op: id, sure: v.pipe(v.string('required'), v.maxLength(6_000, 'too_long')) });
export const splitSchema = v.looseObject({ op: id, line: id });
export const endRuleSchema = v.object({ op: id, rule: id });

const column = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(120, 'too_long')), '');
export const mappingFormSchema = v.looseObject({
  op: id,
  account: id,
  delimiter: v.picklist(
    DELIMITERS.map((sign) => (sign === '\t' ? 'tab' : sign)),
    'choice',
  ),
  dates: v.picklist(DATE_ORDERS, 'choice'),
  decimal: v.picklist(DECIMALS, 'choice'),
  sign: v.picklist(SIGNS, 'choice'),
  table: v.picklist(['yes', 'no'], 'choice'),
  ...Object.fromEntries(ROLES.map((role) => [`column-${role}`, column])),
});

/** The mapping of a posted form. */
export function mappingOf(values: Readonly<Record<string, string>>): Mapping {
  const of = (role: string): string => (values[`column-${role}`] ?? '').trim();
  const delimiter = values['delimiter'] === 'tab' ? '\t' : values['delimiter'];
  return {
    delimiter: DELIMITERS.find((sign) => sign === delimiter) ?? ';',
    dates: DATE_ORDERS.find((order) => order === values['dates']) ?? 'dmy',
    decimal: DECIMALS.find((sign) => sign === values['decimal']) ?? ',',
    sign: values['sign'] === 'turned' ? 'turned' : 'plain',
    heads: values['table'] !== 'no',
    columns: {
      date: of('date'),
      value: of('value'),
      amount: of('amount'),
      debit: of('debit'),
      credit: of('credit'),
      name: of('name'),
      account: of('account'),
      text: of('text'),
      more: of('more'),
      reference: of('reference'),
      balance: of('balance'),
      currency: of('currency'),
    },
  };
}
