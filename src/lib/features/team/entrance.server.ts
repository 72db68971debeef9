/** How somebody gets an account at all: by an invitation, or by the link of the first start. */
import type { Result } from '$lib/contracts/errors';
import type { Locale } from '$lib/contracts/locales';
import type { Role } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import { fail, ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { hashToken } from '$lib/server/crypto/links.server';
import { attempt } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import { signIn, within, type SignedIn, type Visitor } from './doors.server';

interface Person {
  name: string;
  email: string;
  password: string;
}
export interface Invitation {
  campaign: string;
  /** By language; the campaign may have no text in the reader's. */
  titles: Partial<Record<Locale, string>>;
  roles: Role[];
}

/** As `newToken` makes them; anything else is not worth a question to the database. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Whether a link can be one of ours at all. */
export const isToken = (token: string): boolean => TOKEN.test(token);

/** A session for somebody who was let in: of a new account, or of their own when the address has one and the password is theirs. */
async function enter(visitor: Visitor, { email, password }: Person): Promise<Result<SignedIn>> {
  const made = await ronda().backend.accounts.create(email, password);
  if (!made.ok && made.code !== 'conflict') return made;
  const signedIn = await signIn(visitor, email, password);
  if (!made.ok && !signedIn.ok && signedIn.code === 'invalid') {
    return fail('conflict', { field: 'email', rule: 'has_account' });
  }
  return signedIn;
}

/** What an invitation says, or null when it was used, revoked, has ended or never was: all the same to whoever asks. */
export async function lookInvitation(visitor: Visitor, token: string): Promise<Result<Invitation | null>> {
  const looked = isToken(token)
    ? await attempt(() =>
        call<Invitation | null>(ronda().backend.system(), 'invitation_look', { token_hash: hashToken(token) }),
      )
    : ok(null);
  // Only misses count: a whole group opens its invitations at one meeting, and fills the form in twice.
  const allowed = looked.ok && !looked.value ? await within(['invitation.address', visitor.address]) : looked;
  return allowed.ok ? looked : allowed;
}

/** The link works once: of two who use it at the same moment the database lets one in, the other is told `expired`. */
async function redeem(token: string, userId: string, name: string): Promise<Result<{ slug: string }>> {
  const args = { token_hash: hashToken(token), user_id: userId, display_name: name };
  return attempt(() => call(ronda().backend.system(), 'invitation_accept', args));
}

/** Account, session and membership for somebody new. */
export async function acceptInvitation(
  visitor: Visitor,
  token: string,
  person: Person,
): Promise<Result<{ slug: string }>> {
  const looked = await lookInvitation(visitor, token);
  if (!looked.ok) return looked;
  if (!looked.value) return fail('expired');
  const signedIn = await enter(visitor, person);
  return signedIn.ok ? redeem(token, signedIn.value.userId, person.name) : signedIn;
}

/** The same for somebody who is signed in. */
export async function joinByInvitation(
  visitor: Visitor,
  token: string,
  userId: string,
  name: string,
): Promise<Result<{ slug: string }>> {
  const looked = await lookInvitation(visitor, token);
  if (!looked.ok) return looked;
  return looked.value ? redeem(token, userId, name) : fail('expired');
}

/** `open`: this is the link of the first start and nobody has used it. */
export async function lookSetup(visitor: Visitor, token: string): Promise<Result<'open' | 'done' | 'wrong'>> {
  const looked = await attempt(() =>
    call<{ done: boolean; valid: boolean }>(ronda().backend.system(), 'setup_look', { token_hash: hashToken(token) }),
  );
  if (!looked.ok) return looked;
  if (looked.value.done) return ok('done');
  if (looked.value.valid) return ok('open');
  const allowed = await within(['setup.address', visitor.address]);
  return allowed.ok ? ok('wrong') : allowed;
}

/** The first account, while the link is open. What is founded with it, the caller says. */
export async function enterSetup(visitor: Visitor, token: string, person: Person): Promise<Result<SignedIn>> {
  const looked = await lookSetup(visitor, token);
  if (!looked.ok) return looked;
  return looked.value === 'open' ? enter(visitor, person) : fail('expired');
}

/** The first campaign with its owner. Of two visitors with the same link the second is told `expired`. */
export async function foundCampaign(
  visitor: Visitor,
  token: string,
  person: Person,
  campaign: { title: string; slug: string; goal: number; locale: Locale },
): Promise<Result<{ slug: string }>> {
  const entered = await enterSetup(visitor, token, person);
  if (!entered.ok) return entered;
  const founded = await attempt(() =>
    call(ronda().backend.system(), 'setup_finish', {
      token_hash: hashToken(token),
      user_id: entered.value.userId,
      display_name: person.name,
      campaign: { id: uuidv7(), ...campaign },
    }),
  );
  return founded.ok ? ok({ slug: campaign.slug }) : founded;
}
