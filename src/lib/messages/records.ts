import type { Locale } from '$lib/contracts/locales';
import { messagesOf, type Messages } from './catalog';
import en from './records.en.json';
import es from './records.es.json';
import { sharedWords, type SharedKey } from './shared';

export type RecordsKey = keyof typeof es | SharedKey;
const words = { es: { ...sharedWords.es, ...es }, en: { ...sharedWords.en, ...en } };

/** Words of documents and of the papers made from the record. */
export function recordsMessages(locale: Locale): Messages<RecordsKey> {
  return messagesOf<RecordsKey>(locale, words[locale]);
}
