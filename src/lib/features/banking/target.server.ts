import { donorNameKey } from '$lib/features/giving/index.server';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import type { Target } from './import.server';

/** Whose lines a file brings: an account of a campaign. */
export function bankTarget(keyring: Keyring, campaign: string, account: string): Target {
  return { keyring, campaign, account, nameKey: (name) => donorNameKey(keyring, campaign, name) };
}
