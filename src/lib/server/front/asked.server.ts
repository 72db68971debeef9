import type { IncomingMessage } from 'node:http';
import type { Locale } from '../../contracts/locales';
import { DEFAULT_LOCALE, isLocale } from '../../contracts/locales';

/** The public page of a campaign, as its address says it. */
export interface Asked {
  locale: Locale;
  slug: string;
  query: URLSearchParams;
}

const PAGE = /^(?:\/([a-z]{2}))?\/c\/([a-z0-9-]{1,40})$/;

/** What a request asks for when it is the page of a campaign by its usual address; null for everything else. */
export function askedPage(url: string): Asked | null {
  if (url.length > 200) return null;
  const [path = '', query = ''] = url.split('?', 2);
  const [, lang, slug] = PAGE.exec(path) ?? [];
  if (slug === undefined) return null;
  if (lang === undefined) return { locale: DEFAULT_LOCALE, slug, query: new URLSearchParams(query) };
  // The default language has no part in the address: each page has one.
  return isLocale(lang) && lang !== DEFAULT_LOCALE ? { locale: lang, slug, query: new URLSearchParams(query) } : null;
}

/** One value of a header, or empty. */
export function headerOf(request: Pick<IncomingMessage, 'headers'>, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

type Settings = Partial<Record<'ORIGIN' | 'PROTOCOL_HEADER' | 'HOST_HEADER' | 'PORT_HEADER', string>>;

/**
 * Scheme and host under which the request came, by the rule of the Node adapter; null where an operator set headers for
 * host or port, which only the adapter reads.
 */
export function ownOrigin(request: IncomingMessage, env: Settings = process.env): string | null {
  if (env.HOST_HEADER || env.PORT_HEADER) return null;
  if (env.ORIGIN) return env.ORIGIN;
  const scheme = env.PROTOCOL_HEADER ? headerOf(request, env.PROTOCOL_HEADER.toLowerCase()) : '';
  const host = headerOf(request, 'host');
  return host === '' ? null : `${scheme || 'https'}://${host}`;
}
