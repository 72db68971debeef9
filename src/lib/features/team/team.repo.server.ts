import type { StreamSnapshot } from '$lib/contracts/journal';
import type { Db } from '$lib/server/backend/index.server';
import { call } from '$lib/server/rpc.server';

/** Roles, invitations and addresses: for owners. */
export async function readTeam(
  db: Db,
  campaign: string,
): Promise<{ admin: StreamSnapshot; addresses: Record<string, string> }> {
  const [admin, addresses] = await Promise.all([
    call<StreamSnapshot>(db, 'live_snapshot', { stream: `campaign:${campaign}:admin` }),
    call<Record<string, string>>(db, 'team_addresses', { campaign }),
  ]);
  return { admin, addresses };
}
