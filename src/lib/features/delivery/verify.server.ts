import type { Result } from '$lib/contracts/errors';
import { codeOf, MINE_LINK, readCode } from '$lib/features/signatures/index.server';
import { ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { attempt } from '$lib/server/errors.server';
import { clientAddress } from '$lib/server/limits/address.server';
import { codeKeyOf } from './chain.server';
import { judgeDigest, judgeList } from './check.server';
import { deliveryRepo } from './delivery.repo.server';
import type { OwnProof, Proof, PublicDelivery, Verdict } from './model';

const repo = () => deliveryRepo(() => ronda().backend.system());

/** What was delivered by the campaign of a public page. */
export const publicDeliveries = (slug: string): Promise<Result<PublicDelivery[]>> =>
  attempt(() => repo().ofCampaign(slug));

/** Looks at a list, or at a final fingerprint when no list was given. Nothing of it is kept. */
export async function verifyList(
  slug: string,
  address: string,
  given: { list: string; digest: string },
): Promise<Result<Verdict>> {
  const { limits, keyring } = ronda();
  const allowed = await limits.take('link.address', clientAddress(address));
  if (!allowed.ok) return allowed;
  const deliveries = await publicDeliveries(slug);
  if (!deliveries.ok) return deliveries;
  if (given.list.trim() === '') return ok(judgeDigest(given.digest, deliveries.value));
  return ok(judgeList(keyring, given.list, deliveries.value));
}

/**
 * The lines that a code stands for. A wrong code, a right one that is in no list and one of another campaign are answered
 * alike, after the same work: whoever guesses learns nothing, also not from the time it takes.
 */
export async function proveInclusion(slug: string, address: string, typed: string): Promise<Result<Proof[]>> {
  const { limits, keyring } = ronda();
  const allowed = await limits.take('proof.address', clientAddress(address));
  if (!allowed.ok) return allowed;
  const code = readCode(typed) ?? '';
  return attempt(() => repo().proof(slug, codeKeyOf(keyring, code)));
}

/** Their code and the lists they are in, for the holder of a signature. */
export async function proofOfSigner(slug: string, signature: string): Promise<Result<OwnProof>> {
  const { keyring } = ronda();
  const code = codeOf(keyring, signature);
  return attempt(async () => ({ code, proofs: await repo().proof(slug, codeKeyOf(keyring, code)) }));
}

/** The same for the private page of a signer, whose mailed link says who they are. Null for a link we did not make. */
export async function proofOfLink(slug: string, token: string): Promise<OwnProof | null> {
  const link = ronda().keyring.readLinkToken(MINE_LINK, token);
  const found = link.ok ? await proofOfSigner(slug, link.value.id) : null;
  return found?.ok ? found.value : null;
}
