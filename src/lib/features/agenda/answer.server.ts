import { isKnown, tagOf } from '$lib/server/etag.server';
import type { Entry, FeedWords } from './entries';
import { icalText } from './ical.server';

/** The calendar, or that it is still what the program has. */
export function icalAnswer(words: FeedWords, entries: readonly Entry[], request: Request, keep: string): Response {
  const body = icalText(words.name, entries, words.locale);
  const etag = tagOf(body);
  const headers = { etag, 'cache-control': keep, 'x-robots-tag': 'noindex', 'referrer-policy': 'no-referrer' };
  if (isKnown(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, 'content-type': 'text/calendar; charset=utf-8' } });
}

/** One answer for every address that opens nothing. */
export function refuseFeed(status: 404 | 429, retryAfterS?: number): Response {
  const wait: Record<string, string> = retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
  return new Response(null, {
    status,
    headers: { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex', ...wait },
  });
}
