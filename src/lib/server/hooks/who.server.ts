import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Actor } from '../../contracts/actor';
import { ronda } from '../app.server';
import { BackendUnavailable } from '../backend/index.server';
import { toFailure } from '../errors.server';
import { call } from '../rpc.server';

/** Route groups that need no session. Whatever is in none of these and not in `(team)` is refused: deny by default. */
const OPEN = ['/(public)', '/(account)', '/(machine)'];

const inGroup = (routeId: string, group: string): boolean => routeId === group || routeId.startsWith(`${group}/`);

/**
 * Who asks, as the database says it: the token must be ours and its session alive. The public side asks nothing, so that
 * thousands of readers cost no query.
 */
async function findActor(event: RequestEvent): Promise<Actor | null> {
  const session = await ronda().backend.session(event.cookies);
  if (!session) return null;
  const me = await call<Pick<Actor, 'userId' | 'sessionId' | 'memberships'> | null>(
    ronda().backend.as(session.accessToken),
    'me',
  );
  return me && { ...me, accessToken: session.accessToken };
}

/** Sets actor, membership and the database client of a request, and refuses what the route does not allow. */
export async function guard(event: RequestEvent): Promise<void> {
  const { backend } = ronda();
  const id = event.route.id;
  event.locals.actor = null;
  event.locals.membership = null;
  event.locals.db = backend.anon();
  if (id === null || inGroup(id, '/(public)')) return;
  try {
    event.locals.actor = await findActor(event);
  } catch (thrown) {
    if (!OPEN.some((group) => inGroup(id, group))) refuseUnavailable(thrown);
  }
  const { actor } = event.locals;
  if (actor) event.locals.db = backend.as(actor.accessToken);
  if (OPEN.some((group) => inGroup(id, group))) return;
  if (!actor) {
    if (event.request.method === 'GET' || event.request.method === 'HEAD') {
      redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname + event.url.search)}`);
    }
    error(401, { message: 'signed_out', code: 'signed_out' });
  }
  if (event.params['campaign'] !== undefined) {
    event.locals.membership = actor.memberships.find(({ slug }) => slug === event.params['campaign']) ?? null;
    if (!event.locals.membership) error(404, { message: 'not_found', code: 'not_found' });
  }
}

function refuseUnavailable(thrown: unknown): never {
  const failure = toFailure(thrown);
  const code = thrown instanceof BackendUnavailable ? 'unavailable' : failure.code;
  error(code === 'unavailable' ? 503 : 500, {
    message: code,
    code,
    ...(failure.errorId === undefined ? {} : { errorId: failure.errorId }),
  });
}
