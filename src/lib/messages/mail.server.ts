import type { Locale } from '$lib/contracts/locales';
import { messagesOf, type Messages } from './catalog';
import en from './mail.en.json';
import es from './mail.es.json';
import { sharedWords, type SharedKey } from './shared';

export type MailKey = keyof typeof es | SharedKey;
const words = { es: { ...sharedWords.es, ...es }, en: { ...sharedWords.en, ...en } };

/** Words of the mails; never sent to a browser. */
export function mailMessages(locale: Locale): Messages<MailKey> {
  return messagesOf<MailKey>(locale, words[locale]);
}
