import type { Locale } from '$lib/contracts/locales';
import { messagesOf, type Messages } from './catalog';
import en from './petition.en.json';
import es from './petition.es.json';
import { sharedWords, type SharedKey } from './shared';

export type PetitionKey = keyof typeof es | SharedKey;
const words = { es: { ...sharedWords.es, ...es }, en: { ...sharedWords.en, ...en } };

/** Words of the desk pages of the petition: signatures, organisations, paper, spread, letters, updates, delivery. */
export function petitionMessages(locale: Locale): Messages<PetitionKey> {
  return messagesOf<PetitionKey>(locale, words[locale]);
}
