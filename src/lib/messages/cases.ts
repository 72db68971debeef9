import type { Locale } from '$lib/contracts/locales';
import { messagesOf, type Messages } from './catalog';
import en from './cases.en.json';
import es from './cases.es.json';
import { sharedWords, type SharedKey } from './shared';

export type CasesKey = keyof typeof es | SharedKey;
const words = { es: { ...sharedWords.es, ...es }, en: { ...sharedWords.en, ...en } };

/** Words of cases and of what stands on the page of one: accused, incidents, counsel, rulings, documents. */
export function casesMessages(locale: Locale): Messages<CasesKey> {
  return messagesOf<CasesKey>(locale, words[locale]);
}
