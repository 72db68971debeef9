/** Names of countries and languages, and lists of words: from the platform (CLDR), so that no list of ours goes stale. */
import type { Locale } from '$lib/contracts/locales';
import { FORMAT_TAGS } from './format';

/** ISO 3166-1 alpha-2, officially assigned codes, plus XK (Kosovo), which people do live in. */
export const COUNTRY_CODES: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH ' +
  'CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP ' +
  'GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR ' +
  'LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF ' +
  'PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ ' +
  'TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'
).split(' ');

/** Where versions of CLDR part, so that a server and a browser say the same; in Spanish as Argentina says them. */
const OWN_NAMES: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  es: { FK: 'Islas Malvinas', HK: 'Hong Kong', MO: 'Macao', PS: 'Palestina' },
  en: { FK: 'Falkland Islands (Malvinas)', HK: 'Hong Kong', MO: 'Macao', PS: 'Palestine' },
};

/** A country in the reader's language; the code itself when it is unknown. */
export function countryName(locale: Locale, code: string): string {
  const own = OWN_NAMES[locale][code];
  if (own) return own;
  try {
    return new Intl.DisplayNames(FORMAT_TAGS[locale], { type: 'region' }).of(code) ?? code;
  } catch {
    return code; // not shaped like a country code
  }
}

/** All countries, in the alphabetical order of the reader's language. */
export function countryOptions(locale: Locale): { value: string; label: string }[] {
  const order = new Intl.Collator(FORMAT_TAGS[locale]);
  return COUNTRY_CODES.map((value) => ({ value, label: countryName(locale, value) })).sort((a, b) =>
    order.compare(a.label, b.label),
  );
}

/** A language in the reader's language. */
export function languageName(locale: Locale, language: string): string {
  return new Intl.DisplayNames(FORMAT_TAGS[locale], { type: 'language' }).of(language) ?? language;
}

/** A currency in the reader's language. */
export function currencyName(locale: Locale, code: string): string {
  return new Intl.DisplayNames(FORMAT_TAGS[locale], { type: 'currency' }).of(code) ?? code;
}

/** "a, b y c". */
export function listOf(locale: Locale, items: readonly string[]): string {
  return new Intl.ListFormat(FORMAT_TAGS[locale], { type: 'conjunction' }).format(items);
}
