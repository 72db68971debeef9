import { DEFAULT_LOCALE, isLocale } from '$lib/contracts/locales';

/** The language in front of a public address: `/en/c/...`. The default language has none, so that each page has one address. */
export function match(param: string): boolean {
  return isLocale(param) && param !== DEFAULT_LOCALE;
}
