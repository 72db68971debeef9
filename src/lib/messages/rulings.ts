import type { Locale } from '$lib/contracts/locales';
import type { CasesKey } from './cases';
import casesEn from './cases.en.json';
import casesEs from './cases.es.json';
import { messagesOf, type Messages } from './catalog';
import type { LegalKey } from './legal';
import legalEn from './legal.en.json';
import legalEs from './legal.es.json';
import { sharedWords } from './shared';

export type RulingsKey = CasesKey | LegalKey;
const words = {
  es: { ...sharedWords.es, ...legalEs, ...casesEs },
  en: { ...sharedWords.en, ...legalEn, ...casesEn },
};

/** Words of the page where a case meets its dates: what was decided, who was told, what runs from it. */
export function rulingsMessages(locale: Locale): Messages<RulingsKey> {
  return messagesOf<RulingsKey>(locale, words[locale]);
}
