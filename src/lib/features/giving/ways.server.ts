import { epcPayload } from '$lib/kernel/epc';
import { isSepaIban } from '$lib/kernel/iban';
import { qrDrawing } from '$lib/server/print/qr.server';
import type { GivingAccount, TransferWay } from './model';

interface Asked {
  currency: string;
  /** What is still to come. */
  minor: bigint;
  reference: string;
}

/** What the code of a transfer holds; null when there can be none, e.g. for an account outside SEPA. */
function epcOf(account: GivingAccount, { minor, reference }: Asked): string | null {
  const { holder, iban = '', bic } = account;
  const made = epcPayload({ holder, iban, bic, cents: minor > 0n ? minor : null, remittance: { reference } });
  return made.ok ? made.value : null;
}

/**
 * The ways in which this pledge can be transferred, the one meant for its currency first. Euros go by SEPA to an account in
 * euros, pesos to an account in Argentina, all others by SWIFT.
 */
export function transferWays(accounts: readonly GivingAccount[], asked: Asked): TransferWay[] {
  const { currency } = asked;
  const own = accounts.filter((account) => account.currency === currency);
  const sepa = currency === 'EUR' ? own.filter(({ iban }) => iban !== undefined && isSepaIban(iban)) : [];
  const local = own.filter(({ cbu, alias }) => cbu !== undefined || alias !== undefined);
  const abroad = accounts.filter(({ iban, bic }) => iban !== undefined || bic !== undefined);
  const ownAbroad = abroad.filter((account) => account.currency === currency);
  const swift = ownAbroad.length > 0 ? ownAbroad : abroad;
  const codeFor = (account: GivingAccount): TransferWay['qr'] => {
    const text = epcOf(account, asked);
    return text === null ? null : qrDrawing(text);
  };
  return [
    ...sepa.map((account) => ({ way: 'sepa' as const, account, qr: codeFor(account) })),
    ...local.map((account) => ({ way: 'argentina' as const, account, qr: null })),
    ...swift.map((account) => ({ way: 'swift' as const, account, qr: null })),
  ];
}
