import type { Locale } from '$lib/contracts/locales';
import { messagesOf, type Messages } from './catalog';
import en from './desk.en.json';
import es from './desk.es.json';
import { sharedWords, type SharedKey } from './shared';

export type DeskKey = keyof typeof es | SharedKey;
const words = { es: { ...sharedWords.es, ...es }, en: { ...sharedWords.en, ...en } };

/** Words of the team's desk. */
export function deskMessages(locale: Locale): Messages<DeskKey> {
  return messagesOf<DeskKey>(locale, words[locale]);
}
