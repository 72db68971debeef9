/**
 * Words, by area. An area is a pair of flat JSON files `<area>.es.json` and `<area>.en.json`, keys grouped by dots and
 * kept in alphabetical order; Spanish is the source of the key type, so a key that does not exist is a compile error.
 * Every area also answers for `shared.*.json` (errors, rules, roles, kinds of hearing, everyday words).
 *
 * Who imports what: public pages `./public`, sign-in, invitation and setup `./account`, the desk `./desk`, its
 * pages of the petition `./petition` besides, mails `./mail.server`, the error page `./shared`. Public pages are rendered on the server and ship no words as script; what a live
 * figure needs in the browser is handed to it as text. The desk carries both languages (about 12 KB gzip).
 */
import type { Locale } from '$lib/contracts/locales';
import { formatMessage, type Params } from './format';

export type Words<K extends string> = Readonly<Record<K, string>>;

export interface Messages<K extends string> {
  (key: K, params?: Params): string;
  readonly locale: Locale;
  /** True when `key` is one of the area: for keys made of data, such as `rule.<rule>`. */
  has(key: string): key is K;
}

/** A function that speaks one language over the given catalogue. */
export function messagesOf<K extends string>(locale: Locale, words: Words<K>): Messages<K> {
  const speak = (key: K, params?: Params): string => formatMessage(locale, words[key] ?? key, params);
  return Object.assign(speak, {
    locale,
    has: (key: string): key is K => Object.hasOwn(words, key),
  });
}
