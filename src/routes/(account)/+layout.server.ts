import { redirect } from '@sveltejs/kit';
import { isLocale } from '$lib/contracts/locales';
import { LANGUAGE_COOKIE } from '$lib/server/hooks/language.server';
import type { LayoutServerLoad } from './$types';

const YEAR_S = 31_536_000;

/** `?lang=en` chooses the language of the doors and, from then on, of the desk. */
export const load: LayoutServerLoad = ({ locals, url, cookies }) => {
  const lang = url.searchParams.get('lang');
  if (isLocale(lang)) {
    // Readable in the browser, as the desk's own switch writes it.
    const secure = url.protocol === 'https:';
    cookies.set(LANGUAGE_COOKIE, lang, { path: '/', maxAge: YEAR_S, sameSite: 'lax', httpOnly: false, secure });
    const rest = new URLSearchParams([...url.searchParams].filter(([name]) => name !== 'lang'));
    redirect(303, rest.size === 0 ? url.pathname : `${url.pathname}?${rest.toString()}`);
  }
  return { locale: locals.locale };
};
