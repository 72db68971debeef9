import { json } from '@sveltejs/kit';
import { ronda } from '$lib/server/app.server';
import type { RequestHandler } from './$types';

/** For the machine that watches: 200 while signatures can be taken, 503 while the database is away. */
export const GET: RequestHandler = async () => {
  const { database } = await ronda().backend.health();
  return json(
    { status: database === 'up' ? 'ok' : 'unavailable', database },
    { status: database === 'up' ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
};
