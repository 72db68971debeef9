import { formatMoney } from '$lib/kernel/format';
import type { Messages } from '$lib/messages/catalog';
import type { FundKey } from '$lib/messages/fund';
import type { BailState } from '../bail';
import type { RequestLine, RequestState } from '../model';

export type Words = Messages<FundKey>;

export const TONES = {
  waiting: 'signal',
  approved: 'warn',
  partly: 'warn',
  paid: 'ok',
  refused: 'plain',
  withdrawn: 'plain',
} as const satisfies Record<RequestState, string>;

export const money = (m: Words, minor: string | bigint, currency: string): string =>
  formatMoney(BigInt(minor), currency, m.locale);

/** `Waiting: 1 of 2 yeses`, `Paid in part: $ 400`. */
export function stateWords(m: Words, { state, yes, wanted, paidMinor, currency }: RequestLine): string {
  const word = m(`spending.state.${state}`);
  if (state === 'waiting' && yes > 0) return m('spending.state.yes', { state: word, yes, wanted });
  return state === 'partly' ? `${word}: ${money(m, paidMinor, currency)}` : word;
}

/** What a request is called where its number alone would say nothing. */
export const titleOf = (m: Words, { number, category }: Pick<RequestLine, 'number' | 'category'>): string =>
  m('spending.name', { number, category: m(`ledger.category.${category}`) });

export const BAIL_TONES = {
  ordered: 'signal',
  posted: 'warn',
  partly: 'warn',
  returned: 'ok',
  lost: 'plain',
  dropped: 'plain',
} as const satisfies Record<BailState, string>;

export const bailTitle = (m: Words, { number }: Pick<RequestLine, 'number'>): string => m('bail.name', { number });
