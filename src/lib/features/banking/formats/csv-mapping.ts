import * as v from 'valibot';

/** What a column of a bank's table can be. A column is named by its head; without heads by `#` and its number. */
export const ROLES = [
  'date',
  'value',
  'amount',
  'debit',
  'credit',
  'name',
  'account',
  'text',
  'more',
  'reference',
  'balance',
  'currency',
] as const;
export type ColumnRole = (typeof ROLES)[number];

export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;
export const DELIMITERS = [',', ';', '\t', '|'] as const;
export const DECIMALS = [',', '.'] as const;
export const SIGNS = ['plain', 'turned'] as const;

const column = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(120, 'too_long')), '');

/** How the tables of one bank are read; kept with the account. */
export const mappingSchema = v.object({
  delimiter: v.picklist(DELIMITERS, 'choice'),
  dates: v.picklist(DATE_ORDERS, 'choice'),
  decimal: v.picklist(DECIMALS, 'choice'),
  /** `turned`: the bank writes a minus where money comes in. */
  sign: v.optional(v.picklist(SIGNS, 'choice'), 'plain'),
  heads: v.optional(v.boolean(), true),
  columns: v.object({
    date: column,
    value: column,
    amount: column,
    debit: column,
    credit: column,
    name: column,
    account: column,
    text: column,
    more: column,
    reference: column,
    balance: column,
    currency: column,
  }),
});
export type Mapping = v.InferOutput<typeof mappingSchema>;

/** The first rule that a mapping breaks, with its column; null when a table can be read by it. */
export function brokenMapping({ columns }: Mapping): { field: ColumnRole; rule: string } | null {
  if (columns.date === '') return { field: 'date', rule: 'required' };
  const sides = columns.debit !== '' || columns.credit !== '';
  if (columns.amount === '' && !sides) return { field: 'amount', rule: 'required' };
  if (columns.amount !== '' && sides) return { field: 'amount', rule: 'bank_two_amounts' };
  if (columns.amount === '' && columns.debit === '') return { field: 'debit', rule: 'required' };
  if (columns.amount === '' && columns.credit === '') return { field: 'credit', rule: 'required' };
  return null;
}

/** Heads compared as people read them. */
export function headKey(head: string): string {
  return head
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim();
}
