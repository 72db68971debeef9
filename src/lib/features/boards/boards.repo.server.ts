import type { StreamSnapshot } from '$lib/contracts/journal';
import { isUuid } from '$lib/kernel/ids';
import type { Db } from '$lib/server/backend/index.server';
import { raise } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';

/** All of a board with its cursor. Absent, forbidden and another campaign's look the same. */
export async function readBoard(db: Db, campaignId: string, id: string): Promise<StreamSnapshot> {
  if (!isUuid(id)) raise('not_found');
  const snapshot = await call<StreamSnapshot>(db, 'live_snapshot', { stream: `board:${id}` });
  if (snapshot.rows['boards']?.[0]?.['campaign_id'] !== campaignId) raise('not_found');
  return snapshot;
}
