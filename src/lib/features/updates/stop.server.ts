import type { Result } from '$lib/contracts/errors';
import { fail, ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { attempt } from '$lib/server/errors.server';
import { clientAddress } from '$lib/server/limits/address.server';
import { STOP_LINK } from './sending.server';
import { updatesRepo } from './updates.repo.server';

interface Visit {
  slug: string;
  token: string;
  address: string;
}
const repo = () => updatesRepo(() => ronda().backend.system());

/** `gone`: the signature was withdrawn or refused, and its mailbox erased with it. */
type StopState = 'ask' | 'stopped' | 'gone';

async function holder({ slug, token, address }: Visit): Promise<Result<{ id: string; state: StopState }>> {
  const { limits, keyring } = ronda();
  const allowed = await limits.take('link.address', clientAddress(address));
  if (!allowed.ok) return allowed;
  const link = keyring.readLinkToken(STOP_LINK, token);
  if (!link.ok) return link;
  const found = await attempt(() => repo().look(link.value.id));
  if (!found.ok) return found;
  if (found.value?.slug !== slug) return fail('not_found');
  const { updates, gone } = found.value;
  return ok({ id: link.value.id, state: gone ? 'gone' : updates ? 'ask' : 'stopped' });
}

/** Looks and changes nothing: programs that read mail open every link. */
export async function stopState(visit: Visit): Promise<Result<StopState>> {
  const found = await holder(visit);
  return found.ok ? ok(found.value.state) : found;
}

/** Ends updates to a mailbox. The token alone says who asks; no cookie is looked at, so no other site can use one. */
export async function stopUpdates(visit: Visit): Promise<Result<StopState>> {
  const found = await holder(visit);
  if (!found.ok) return found;
  if (found.value.state === 'gone') return ok('gone');
  const done = await attempt(() => repo().stop(found.value.id));
  return done.ok ? ok('stopped') : done;
}
