import type { Db } from '$lib/server/backend/index.server';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import { call } from '$lib/server/rpc.server';
import { openSealed } from './desk.server';
import type { OneSignature, OpenedSignature } from './one';

/** One signature without what is sealed; null when there is no such one in this campaign. */
export function readSignature(db: Db, campaign: string, signature: string): Promise<OneSignature | null> {
  return call(db, 'signature_one', { campaign, signature });
}

/** Opens what is sealed of one signature. Call it once the look is recorded. */
export async function openSignature(
  db: Db,
  keyring: Keyring,
  campaign: string,
  signature: string,
): Promise<OpenedSignature> {
  const sealed = await call<Record<`${'name' | 'email' | 'comment' | 'town'}Sealed`, string | null> | null>(
    db,
    'signature_sealed',
    { campaign, signature },
  );
  const of = (column: 'name' | 'email' | 'comment' | 'town') =>
    openSealed(keyring, signature, column, sealed?.[`${column}Sealed`] ?? null);
  return { name: of('name'), email: of('email'), comment: of('comment'), town: of('town') };
}
