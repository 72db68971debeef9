import type { Locale } from '$lib/contracts/locales';
import { messagesOf, type Messages, type Words } from './catalog';
import en from './shared.en.json';
import es from './shared.es.json';

export type SharedKey = keyof typeof es;
export const sharedWords: Readonly<Record<Locale, Words<SharedKey>>> = { es, en };

/** Errors, rules, roles, kinds of hearing and everyday words. */
export function sharedMessages(locale: Locale): Messages<SharedKey> {
  return messagesOf(locale, sharedWords[locale]);
}
