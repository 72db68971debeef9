import { redirect } from '@sveltejs/kit';
import { isLocale } from '$lib/contracts/locales';
import { LANGUAGE_COOKIE, THEME_COOKIE } from '$lib/server/hooks/language.server';
import type { RequestHandler } from './$types';

const YEAR_S = 31_536_000;
const THEMES = ['auto', 'light', 'dark'];

/** Only back into the desk: an address from a form must not lead anywhere else. */
function backTo(next: FormDataEntryValue | null): string {
  return typeof next === 'string' && /^\/desk(\/[^\\]*)?$/.test(next) ? next : '/desk';
}

/** Language and look of the desk; plain forms post here, so that both can be chosen without scripts. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData();
  // The switch of the look also writes its cookie in the browser, so neither may be httpOnly.
  const keep = {
    path: '/',
    maxAge: YEAR_S,
    sameSite: 'lax',
    httpOnly: false,
    secure: url.protocol === 'https:',
  } as const;
  const lang = form.get('lang');
  if (isLocale(lang)) cookies.set(LANGUAGE_COOKIE, lang, keep);
  const theme = form.get('theme');
  if (typeof theme === 'string' && THEMES.includes(theme)) cookies.set(THEME_COOKIE, theme, keep);
  redirect(303, backTo(form.get('next')));
};
