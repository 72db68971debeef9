import type { Locale } from '$lib/contracts/locales';
import { messagesOf, type Messages } from './catalog';
import en from './fund.en.json';
import es from './fund.es.json';
import { sharedWords, type SharedKey } from './shared';

export type FundKey = keyof typeof es | SharedKey;
const words = { es: { ...sharedWords.es, ...es }, en: { ...sharedWords.en, ...en } };

/** Words of the desk pages of the fund: ledger, gifts, bank statements, money out, bail, rates, months. */
export function fundMessages(locale: Locale): Messages<FundKey> {
  return messagesOf<FundKey>(locale, words[locale]);
}
