import type { Locale } from '$lib/contracts/locales';
import { messagesOf, type Messages } from './catalog';
import en from './notices.en.json';
import es from './notices.es.json';
import { sharedWords, type SharedKey } from './shared';

export type NoticesKey = keyof typeof es | SharedKey;
const words = { es: { ...sharedWords.es, ...es }, en: { ...sharedWords.en, ...en } };

/** Words of reminders and of the calendars one subscribes to. */
export function noticesMessages(locale: Locale): Messages<NoticesKey> {
  return messagesOf<NoticesKey>(locale, words[locale]);
}
