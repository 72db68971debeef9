import type { Locale } from '$lib/contracts/locales';
import { messagesOf, type Messages } from './catalog';
import en from './custody.en.json';
import es from './custody.es.json';
import { sharedWords, type SharedKey } from './shared';

export type CustodyKey = keyof typeof es | SharedKey;
const words = { es: { ...sharedWords.es, ...es }, en: { ...sharedWords.en, ...en } };

/** Words of the page of a person: who it is, where they were held, what was imposed, what they need. */
export function custodyMessages(locale: Locale): Messages<CustodyKey> {
  return messagesOf<CustodyKey>(locale, words[locale]);
}
