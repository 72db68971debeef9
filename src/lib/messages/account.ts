import type { Locale } from '$lib/contracts/locales';
import { messagesOf, type Messages } from './catalog';
import en from './account.en.json';
import es from './account.es.json';
import { sharedWords, type SharedKey } from './shared';

export type AccountKey = keyof typeof es | SharedKey;
const words = { es: { ...sharedWords.es, ...es }, en: { ...sharedWords.en, ...en } };

/** Words of sign-in, invitation and setup. */
export function accountMessages(locale: Locale): Messages<AccountKey> {
  return messagesOf<AccountKey>(locale, words[locale]);
}
