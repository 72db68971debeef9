import type { Locale } from '$lib/contracts/locales';
import { messagesOf, type Messages } from './catalog';
import en from './outside.en.json';
import es from './outside.es.json';
import { sharedWords, type SharedKey } from './shared';

export type OutsideKey = keyof typeof es | SharedKey;
const words = { es: { ...sharedWords.es, ...es }, en: { ...sharedWords.en, ...en } };

/** Words of what the legal desk shows outside: public cards, the detention clock, the record of repression. */
export function outsideMessages(locale: Locale): Messages<OutsideKey> {
  return messagesOf<OutsideKey>(locale, words[locale]);
}
