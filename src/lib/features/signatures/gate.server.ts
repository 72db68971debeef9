import type { SigningRules } from '$lib/contracts/ops';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import { createCrowd, type Crowd } from '$lib/server/limits/crowd.server';
import { createProofs, type Proofs } from '$lib/server/limits/proof.server';
import { keepRules } from './rules.server';
import type { SignaturesRepo } from './signatures.repo.server';

/** What tells a crowd from a wave of robots. */
export interface Gate {
  proofs: Proofs;
  crowd: Crowd;
  rules: (campaign: string) => Promise<SigningRules>;
}

export function createGate(repo: Pick<SignaturesRepo, 'rules'>, keyring: Keyring): Gate {
  return {
    proofs: createProofs(keyring.derive('proof')),
    crowd: createCrowd(keyring.derive('limits')),
    rules: keepRules((campaign) => repo.rules(campaign)),
  };
}
