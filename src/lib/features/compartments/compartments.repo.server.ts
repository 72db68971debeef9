import type { StreamSnapshot } from '$lib/contracts/journal';
import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import type { Colleague, LookRow } from './model';

/** What the reader's compartments of a campaign hold, each as its stream begins. */
export async function compartmentSnapshots(db: Db, campaign: string): Promise<StreamSnapshot[]> {
  const rows: { id: string }[] | null = dataOf(
    await db.from('compartments').select('id').eq('campaign_id', campaign).order('id'),
  );
  return Promise.all(
    (rows ?? []).map(({ id }) => call<StreamSnapshot>(db, 'live_snapshot', { stream: `compartment:${id}` })),
  );
}

/** Who opened what is sealed of one row, newest first; the last hundred. `entity` is its table. */
export async function looksOf(db: Db, entity: string, id: string): Promise<LookRow[]> {
  const rows: { id: string; created_by: string; created_at: string }[] | null = dataOf(
    await db
      .from('looks')
      .select('id, created_by, created_at')
      .eq('entity', entity)
      .eq('entity_id', id)
      .order('created_at', { ascending: false })
      .limit(100),
  );
  return (rows ?? []).map(({ id: look, created_by: by, created_at: at }) => ({ id: look, by, at }));
}

/** Everybody of the legal desk, for those who are of it. */
export function legalDesk(db: Db, campaign: string): Promise<Colleague[]> {
  return call<Colleague[]>(db, 'legal_desk', { campaign });
}
