import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import type { LookRow } from '$lib/features/compartments';

/** Who opened what is sealed of an arrest, newest first; the last hundred. */
export async function looksAt(db: Db, campaign: string, arrest: string): Promise<LookRow[]> {
  const rows: { id: string; created_by: string; created_at: string }[] | null = dataOf(
    await db
      .from('arrest_looks')
      .select('id, created_by, created_at')
      .eq('campaign_id', campaign)
      .eq('arrest_id', arrest)
      .order('created_at', { ascending: false })
      .limit(100),
  );
  return (rows ?? []).map(({ id, created_by: by, created_at: at }) => ({ id, by, at }));
}

/** Whose arrest it is. */
export async function personOf(db: Db, arrest: string): Promise<string | null> {
  const row: { person_id: string } | null = dataOf(
    await db.from('arrests').select('person_id').eq('id', arrest).maybeSingle(),
  );
  return row?.person_id ?? null;
}
