import { createHash } from 'node:crypto';
import type { PublicTotals } from '$lib/contracts/totals';

/** Browsers and proxies may keep it a second and show it five more while they ask again: thousands of watchers cost a few reads. */
const SHARED = 'public, max-age=1, stale-while-revalidate=5';

/** The tag says what the figures are, not when they were read: a watcher of a quiet campaign is answered 304. */
function tagOf({ at: _at, ...figures }: PublicTotals): string {
  return `"${createHash('sha256').update(JSON.stringify(figures)).digest('base64url').slice(0, 22)}"`;
}

/** True when one of the tags of `If-None-Match` is this one; proxies put `W/` before it when they compress. */
function isKnown(header: string | null, tag: string): boolean {
  if (header === null) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}

/** The answer of `totals.json`. */
export function totalsAnswer(totals: PublicTotals | null, ifNoneMatch: string | null): Response {
  if (totals === null) {
    return Response.json({ code: 'not_found' }, { status: 404, headers: { 'cache-control': 'public, max-age=5' } });
  }
  const etag = tagOf(totals);
  const headers = { etag, 'cache-control': SHARED };
  if (isKnown(ifNoneMatch, etag)) return new Response(null, { status: 304, headers });
  return Response.json(totals, { headers });
}
