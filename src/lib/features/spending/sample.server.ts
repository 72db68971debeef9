import type { OpArgs } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import { payeeKey, requestPlace } from './places.server';
import { newReference } from './reference.server';

type Sealed = 'payeeSealed' | 'accountSealed' | 'accountKey' | 'purposeSealed' | 'reference' | 'id' | 'campaign';
export interface SampleRequest extends Omit<OpArgs['spend.request'], Sealed> {
  payee: string;
  account?: string;
  purpose: string;
}

/** A request of the sample, sealed like any other. */
export function sampleRequest(
  keyring: Keyring,
  campaign: string,
  { payee, account = '', purpose, ...rest }: SampleRequest,
): OpArgs['spend.request'] {
  const id = uuidv7();
  const key = payeeKey(keyring, campaign, account);
  return {
    ...rest,
    campaign,
    id,
    reference: newReference(),
    payeeSealed: keyring.seal(payee, requestPlace(id, 'payee')),
    purposeSealed: keyring.seal(purpose, requestPlace(id, 'purpose')),
    ...(account === '' ? {} : { accountSealed: keyring.seal(account, requestPlace(id, 'account')) }),
    ...(key === null ? {} : { accountKey: key }),
  };
}
