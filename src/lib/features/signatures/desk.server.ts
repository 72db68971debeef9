import type { Db } from '$lib/server/backend/index.server';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import { call } from '$lib/server/rpc.server';
import { sealedPlace } from './places.server';
import type { ListedSignature, SignatureState } from './listed';

interface SealedRow {
  id: string;
  state: SignatureState;
  nameSealed: string | null;
  emailSealed: string | null;
  country: string;
  visibility: ListedSignature['visibility'];
  updates: boolean;
  source: string;
  createdAt: string;
  confirmedAt: string | null;
}

/** Null for what was wiped; undefined for what the keys of this installation do not open. */
function opened(
  keyring: Keyring,
  row: string,
  column: 'name' | 'email',
  sealed: string | null,
): string | null | undefined {
  if (sealed === null) return null;
  try {
    return keyring.open(sealed, sealedPlace(row, column));
  } catch {
    return undefined;
  }
}

/** One page of signatures, newest first, opened for the person who asks: row level security decided that they may. */
export async function listSignatures(
  db: Db,
  keyring: Keyring,
  campaign: string,
  page: { before: string | null; n: number },
): Promise<ListedSignature[]> {
  const rows = await call<SealedRow[]>(db, 'signatures_page', { campaign, before: page.before, n: page.n });
  return rows.map(({ nameSealed, emailSealed, ...row }) => ({
    ...row,
    name: opened(keyring, row.id, 'name', nameSealed),
    email: opened(keyring, row.id, 'email', emailSealed),
  }));
}
