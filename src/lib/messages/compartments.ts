import type { Locale } from '$lib/contracts/locales';
import { messagesOf, type Messages } from './catalog';
import en from './compartments.en.json';
import es from './compartments.es.json';
import { sharedWords, type SharedKey } from './shared';

export type CompartmentKey = keyof typeof es | SharedKey;
const words = { es: { ...sharedWords.es, ...es }, en: { ...sharedWords.en, ...en } };

/** Words of compartments, and of who opened what is sealed. */
export function compartmentMessages(locale: Locale): Messages<CompartmentKey> {
  return messagesOf<CompartmentKey>(locale, words[locale]);
}
