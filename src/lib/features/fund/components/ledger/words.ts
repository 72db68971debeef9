import { formatMoney } from '$lib/kernel/format';
import type { Messages } from '$lib/messages/catalog';
import type { FundKey } from '$lib/messages/fund';
import type { BankBalance, LedgerLine } from '../../ledger';

type M = Messages<FundKey>;

/** `Account of the union (EUR)`; the one without details is named by its currency. */
export function accountName(m: M, { name, currency }: Pick<BankBalance, 'name' | 'currency'>): string {
  return name === '' ? m('ledger.account.plain', { currency }) : `${name} (${currency})`;
}

/** Accounts that may be booked on, as options of a choice. */
export function accountOptions(m: M, accounts: readonly BankBalance[]): { value: string; label: string }[] {
  return accounts.filter(({ closed }) => !closed).map((one) => ({ value: one.id, label: accountName(m, one) }));
}

/** What an entry is, in words: a reversal says of what. */
export function kindWords(m: M, { kind, of }: Pick<LedgerLine, 'kind' | 'of'>): string {
  return of === null ? m(`ledger.kind.${kind}`) : m('ledger.reversal_of', { kind: m(`ledger.kind.${of}`) });
}

/** Minor units as text, in words; a dash for none. */
export function money(m: M, minor: string | null, currency: string | null): string {
  return minor === null || currency === null ? '—' : formatMoney(BigInt(minor), currency, m.locale);
}
