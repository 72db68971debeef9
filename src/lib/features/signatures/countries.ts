import type { Locale } from '$lib/contracts/locales';
import { countryOptions } from '$lib/messages/names';

const kept = new Map<Locale, { value: string; label: string }[]>();

function all(locale: Locale): { value: string; label: string }[] {
  const known = kept.get(locale);
  if (known !== undefined) return known;
  const made = countryOptions(locale);
  kept.set(locale, made);
  return made;
}

/**
 * All countries, with those that the browser's languages name at the top (`es-AR`). None is chosen beforehand: `en-US` is
 * what half the world's phones say.
 */
export function signatureCountries(locale: Locale, acceptLanguage: string | null): { value: string; label: string }[] {
  const countries = all(locale);
  const named = [...(acceptLanguage ?? '').slice(0, 200).matchAll(/\b[a-z]{2,3}-([A-Z]{2})\b/g)].map(
    ([, code]) => code,
  );
  const first = countries.filter(({ value }) => named.includes(value)).slice(0, 3);
  return first.length === 0 ? countries : [...first, ...countries.filter((country) => !first.includes(country))];
}
