import { ronda } from '$lib/server/app.server';
import { isKnown, tagOf } from '$lib/server/etag.server';
import { attempt } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import { createKept } from './kept.server';
import { orPage } from './load.server';
import { isSlug, type Integrity } from './model';

interface PublicData {
  goal: number;
  tz: string;
  confirmed: number;
  received: number;
  repeated: number;
  withdrawn: number;
  rejected: number;
  paper: number;
  byCountry: { country: string; n: number }[];
  byDay: { day: string; n: number }[];
}

const STALE_MS = 600_000;
const integrity = createKept<Integrity | null>({ freshMs: 5_000, staleMs: STALE_MS });
const data = createKept<PublicData | null>({ freshMs: 5_000, staleMs: STALE_MS });

/** What everybody may check about the counting; null for what is not there or not open. At most five seconds old. */
export async function integrityOf(slug: string): Promise<Integrity | null> {
  if (!isSlug(slug)) return null;
  const read = () => call<Integrity | null>(ronda().backend.system(), 'public_integrity', { slug });
  return orPage(await attempt(() => integrity.get(slug, read)));
}

/** The files of `data/`, each a stable shape (README, "Public data"). */
const FILES: Record<string, (of: PublicData) => object> = {
  'totals.json': ({ confirmed, received, repeated, withdrawn, rejected, paper, goal }) => ({
    confirmed,
    received,
    repeated,
    withdrawn,
    rejected,
    paper,
    goal,
  }),
  'by-country.json': ({ byCountry }) => ({ countries: byCountry }),
  'by-day.json': ({ byDay, tz }) => ({ zone: tz, days: byDay }),
};

/** Public figures for anybody's program: any origin may read them, nobody's cookie is asked for. */
export async function dataAnswer(slug: string, file: string, ifNoneMatch: string | null): Promise<Response> {
  const cors = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };
  const shape = Object.hasOwn(FILES, file) ? FILES[file] : undefined;
  const read = () => call<PublicData | null>(ronda().backend.system(), 'public_data', { slug });
  const found = shape && isSlug(slug) ? orPage(await attempt(() => data.get(slug, read))) : null;
  if (found === null || shape === undefined) {
    return Response.json(
      { code: 'not_found' },
      { status: 404, headers: { ...cors, 'cache-control': 'public, max-age=5' } },
    );
  }
  const body = JSON.stringify({ version: 1, campaign: slug, ...shape(found) });
  const etag = tagOf(body);
  const headers = { ...cors, etag, 'cache-control': 'public, max-age=30' };
  if (isKnown(ifNoneMatch, etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } });
}
