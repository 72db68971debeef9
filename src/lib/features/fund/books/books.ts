import * as v from 'valibot';
import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';
import type { LedgerLine } from '../ledger';

/** Files an accountant takes the ledger in: a table, or the text of ledger-cli or beancount. */
export const BOOK_FORMATS = ['csv', 'ledger', 'beancount'] as const;
export type BookFormat = (typeof BOOK_FORMATS)[number];

/** Minor units as text, debit positive. `converted` is null where no rate was frozen. */
export interface BookPosting {
  account: string;
  kind: string;
  name: string;
  currency: string;
  minor: string;
  converted: string | null;
}
export interface BookEntry extends Omit<LedgerLine, 'hasDonor' | 'by' | 'reversedBy' | 'publicNote'> {
  /** Its month is closed. */
  closed: boolean;
  postings: BookPosting[];
}
export interface BookAccount {
  account: string;
  kind: string;
  name: string;
  currency: string;
  /** Before the period, minor units as text. */
  opening: string;
}
export interface BookStart {
  report: string | null;
  accounts: BookAccount[];
}

const day = v.optional(
  v.pipe(
    v.string(),
    v.check((text) => text === '' || parseDay(text).ok, 'date'),
  ),
  '',
);
export const exportSchema = v.object({
  op: v.pipe(
    v.string('unknown_field'),
    v.check((text) => isUuid(text), 'unknown_field'),
  ),
  format: v.picklist(BOOK_FORMATS, 'choice'),
  from: day,
  to: day,
});
