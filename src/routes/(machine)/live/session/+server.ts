import { json } from '@sveltejs/kit';
import { ronda } from '$lib/server/app.server';
import { attempt, httpStatus } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import type { RequestHandler } from './$types';

/**
 * Asked by a page before its socket comes back: renews the session's cookie where that is due. 401 only when the database
 * has said that the session is over; while it cannot say, the page keeps waiting.
 */
export const GET: RequestHandler = async ({ locals, cookies }) => {
  if (locals.actor) return json({ ok: true });
  const { backend } = ronda();
  const alive = await attempt(async () => {
    const session = await backend.session(cookies);
    return session !== null && (await call(backend.as(session.accessToken), 'me')) !== null;
  });
  if (!alive.ok) return json({ ok: false, code: alive.code }, { status: httpStatus(alive.code) });
  return alive.value ? json({ ok: true }) : json({ ok: false, code: 'signed_out' }, { status: 401 });
};
