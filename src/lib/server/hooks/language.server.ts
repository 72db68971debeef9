import type { RequestEvent } from '@sveltejs/kit';
import { DEFAULT_LOCALE, LOCALES, isLocale, type Locale } from '../../contracts/locales';

export const LANGUAGE_COOKIE = 'ronda-lang';
export const THEME_COOKIE = 'ronda_theme';

/** The first language of the list that we speak; `q` values are honoured (RFC 9110, 12.5.4). */
export function accepted(header: string | null): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';');
      const q = params.map((param) => /^\s*q=([\d.]+)$/.exec(param)?.[1]).find((value) => value !== undefined);
      return { language: tag.slice(0, 2).toLowerCase(), q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  return wanted.map(({ language }) => language).find((language) => isLocale(language)) ?? DEFAULT_LOCALE;
}

/** Public pages say their language in the address, everybody else by cookie, else by what the browser asks for. */
export function languageOf(event: Pick<RequestEvent, 'route' | 'params' | 'cookies' | 'request' | 'url'>): Locale {
  if (event.route.id?.startsWith('/(public)')) {
    const inAddress: string | undefined = Reflect.get(event.params, 'lang');
    return isLocale(inAddress) ? inAddress : DEFAULT_LOCALE;
  }
  if (event.route.id === null) {
    const first = event.url.pathname.split('/')[1];
    if (isLocale(first) && LOCALES.includes(first)) return first;
  }
  const chosen = event.cookies.get(LANGUAGE_COOKIE);
  return isLocale(chosen) ? chosen : accepted(event.request.headers.get('accept-language'));
}

/** `auto`: the device decides. */
export function themeOf(event: Pick<RequestEvent, 'cookies'>): 'auto' | 'light' | 'dark' {
  const chosen = event.cookies.get(THEME_COOKIE);
  return chosen === 'light' || chosen === 'dark' ? chosen : 'auto';
}
