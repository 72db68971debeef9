import type { Locale } from '$lib/contracts/locales';
import { messagesOf, type Messages } from './catalog';
import en from './legal.en.json';
import es from './legal.es.json';
import { sharedWords, type SharedKey } from './shared';

export type LegalKey = keyof typeof es | SharedKey;
const words = { es: { ...sharedWords.es, ...es }, en: { ...sharedWords.en, ...en } };

/** Words of the legal desk: deadlines, their rules and calendars. */
export function legalMessages(locale: Locale): Messages<LegalKey> {
  return messagesOf<LegalKey>(locale, words[locale]);
}
