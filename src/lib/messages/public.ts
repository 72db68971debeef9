import type { Locale } from '$lib/contracts/locales';
import { messagesOf, type Messages } from './catalog';
import en from './public.en.json';
import es from './public.es.json';
import { sharedWords, type SharedKey } from './shared';

export type PublicKey = keyof typeof es | SharedKey;
const words = { es: { ...sharedWords.es, ...es }, en: { ...sharedWords.en, ...en } };

/** Words of the petition and everything a supporter sees. */
export function publicMessages(locale: Locale): Messages<PublicKey> {
  return messagesOf<PublicKey>(locale, words[locale]);
}

/** A message before it is filled, for the few that the browser fills again with live figures. */
export function publicSource(locale: Locale, key: PublicKey): string {
  return words[locale][key];
}
