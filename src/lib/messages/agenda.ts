import type { Locale } from '$lib/contracts/locales';
import en from './agenda.en.json';
import es from './agenda.es.json';
import { messagesOf, type Messages } from './catalog';
import { sharedWords, type SharedKey } from './shared';

export type AgendaKey = keyof typeof es | SharedKey;
const words = { es: { ...sharedWords.es, ...es }, en: { ...sharedWords.en, ...en } };

/** Words of what has a date: hearings, feeds, notices. */
export function agendaMessages(locale: Locale): Messages<AgendaKey> {
  return messagesOf<AgendaKey>(locale, words[locale]);
}
