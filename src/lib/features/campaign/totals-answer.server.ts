import type { PublicTotals } from '$lib/contracts/totals';
import { isKnown, tagOf } from '$lib/server/etag.server';

/** Browsers and proxies may keep it a second and show it five more while they ask again: thousands of watchers cost a few reads. */
const SHARED = 'public, max-age=1, stale-while-revalidate=5';

/** Any page may show the count: nobody's cookie is asked for. */
const CORS = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };

/** The answer of `totals.json`. */
export function totalsAnswer(totals: PublicTotals | null, ifNoneMatch: string | null): Response {
  if (totals === null) {
    return Response.json(
      { code: 'not_found' },
      { status: 404, headers: { ...CORS, 'cache-control': 'public, max-age=5' } },
    );
  }
  // The tag says what the figures are, not when they were read: a watcher of a quiet campaign is answered 304.
  const { at: _at, ...figures } = totals;
  const etag = tagOf(JSON.stringify(figures));
  const headers = { ...CORS, etag, 'cache-control': SHARED };
  if (isKnown(ifNoneMatch, etag)) return new Response(null, { status: 304, headers });
  return Response.json(totals, { headers });
}
