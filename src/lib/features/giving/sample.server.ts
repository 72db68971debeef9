import { uuidv7 } from '$lib/kernel/ids';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import type { SealedPledge } from './giving.repo.server';
import { donorNameKey, sealedPlace } from './places.server';
import { newReference } from './reference.server';

interface Sample {
  currency: string;
  minor: string;
  source: string;
  name?: string;
  locale?: 'es' | 'en';
}

/** A pledge of the sample, sealed like any other; without an address, so that no mail of it ever waits. */
export function samplePledge(
  keyring: Keyring,
  campaign: string,
  { currency, minor, source, name, locale = 'es' }: Sample,
): SealedPledge {
  const id = uuidv7();
  return {
    id,
    campaign,
    reference: newReference(),
    minor,
    currency,
    locale,
    source,
    nameSealed: name === undefined ? null : keyring.seal(name, sealedPlace(id, 'name')),
    nameKey: name === undefined ? null : donorNameKey(keyring, campaign, name),
    emailSealed: null,
    emailKey: null,
    wantsUpdates: false,
    proofId: null,
    proofUntil: null,
  };
}
