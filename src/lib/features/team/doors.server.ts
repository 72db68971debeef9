/** The two doors of the team, password and mailed code, and the way out. */
import type { Cookies } from '@sveltejs/kit';
import type { Result } from '$lib/contracts/errors';
import { invalid, ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { SESSION_COOKIE } from '$lib/server/backend/index.server';
import { toFailure } from '$lib/server/errors.server';
import { clientAddress } from '$lib/server/limits/address.server';
import type { LimitName } from '$lib/server/limits/limits.server';
import { call } from '$lib/server/rpc.server';
import { applyOp } from '$lib/server/team-op.server';

/** Who stands at a door: where the session will be written, and the network address that is counted. */
export interface Visitor {
  cookies: Cookies;
  address: string;
}

export interface SignedIn {
  userId: string;
  accessToken: string;
}

/**
 * A refusal takes this long whatever was wrong, so that its time does not tell whether an address has an account: hashing
 * a password takes 50 to 100 ms, storing a code and its mail about 20.
 */
const REFUSAL_MS = 400;

async function notBefore(startedMs: number): Promise<void> {
  const rest = startedMs + REFUSAL_MS - performance.now();
  if (rest > 0) await new Promise((done) => setTimeout(done, rest));
}

export function visitorOf(event: { cookies: Cookies; getClientAddress(): string }): Visitor {
  return { cookies: event.cookies, address: clientAddress(event.getClientAddress()) };
}

/** Counts at several limits, the first that is met decides. */
export async function within(...taken: [LimitName, string][]): Promise<Result<void>> {
  for (const [name, key] of taken) {
    const result = await ronda().limits.take(name, key);
    if (!result.ok) return result;
  }
  return ok();
}

/** Only an answer that is clearly about what was typed counts as wrong; all else is told as what it is. */
function isRefusal(error: { status?: number | undefined; code?: string | undefined }): boolean {
  return error.status !== undefined && error.status >= 400 && error.status < 500 && error.status !== 429;
}

/** The session stands in the cookies afterwards. Refusals never tell whether the address has an account. */
export async function signIn(visitor: Visitor, email: string, password: string): Promise<Result<SignedIn>> {
  const allowed = await within(['signin.address', visitor.address], ['signin.account', email]);
  if (!allowed.ok) return allowed;
  const started = performance.now();
  const { data, error } = await ronda().backend.auth(visitor.cookies).auth.signInWithPassword({ email, password });
  if (data.session) {
    await ronda().limits.forgive('signin.account', email);
    return ok({ userId: data.session.user.id, accessToken: data.session.access_token });
  }
  const failure = error && !isRefusal(error) ? toFailure(error) : invalid('sign_in_wrong', 'password');
  await notBefore(started);
  return failure;
}

/** Answers the same whether a code was sent or nobody has this address. */
export async function askCode(visitor: Visitor, email: string): Promise<Result<void>> {
  const allowed = await within(['code.address', visitor.address], ['code.account', email]);
  if (!allowed.ok) return allowed;
  const started = performance.now();
  const { auth } = ronda().backend.auth(visitor.cookies);
  const { error } = await auth.signInWithOtp({ email, options: { shouldCreateUser: false } });
  await notBefore(started);
  return error && !isRefusal(error) && error.status !== 429 ? toFailure(error) : ok();
}

/**
 * Tries at a code are counted per mailbox and network address together: otherwise a stranger could shut this door for a
 * member by typing five wrong codes.
 */
export async function enterCode(visitor: Visitor, email: string, code: string): Promise<Result<SignedIn>> {
  const { address, cookies } = visitor;
  const allowed = await within(['signin.address', address], ['code.try', `${email} ${address}`]);
  if (!allowed.ok) return allowed;
  const started = performance.now();
  const { auth } = ronda().backend.auth(cookies);
  const { data, error } = await auth.verifyOtp({ email, token: code, type: 'magiclink' });
  if (data.session) return ok({ userId: data.session.user.id, accessToken: data.session.access_token });
  const failure = error && !isRefusal(error) ? toFailure(error) : invalid('code_wrong', 'code');
  await notBefore(started);
  return failure;
}

/** Where somebody goes who has just come in: without any campaign the desk has nothing for them. */
export async function landing(signedIn: SignedIn, next: string): Promise<string> {
  if (!next.startsWith('/desk')) return next;
  const me = await call<{ memberships: unknown[] } | null>(ronda().backend.as(signedIn.accessToken), 'me');
  return me && me.memberships.length > 0 ? next : '/sign-in';
}

/** Ends this session, or every session of this person: their pages and sockets close at once, wherever they are open. */
export async function signOut(locals: App.Locals, cookies: Cookies, everywhere: boolean): Promise<Result<void>> {
  const { backend } = ronda();
  const { actor } = locals;
  if (actor && everywhere) {
    const campaign = actor.memberships[0]?.campaignId;
    // The operation leaves the trace that closes sockets in every process.
    const ended = campaign
      ? await applyOp(locals, 'team.end_sessions', { campaign, user: actor.userId })
      : await backend.accounts.endSessions(actor.userId).then(() => ok());
    if (!ended.ok) return ended;
  }
  const { error } = await backend.auth(cookies).auth.signOut({ scope: 'local' });
  if (error && !isRefusal(error)) return toFailure(error);
  // Also when the engine no longer knows this session.
  cookies.delete(SESSION_COOKIE, { path: '/' });
  return ok();
}
