import { isUuid } from '$lib/kernel/ids';
import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import type { Person } from './model';

/** Somebody of this campaign whom the reader may see; null for whoever is absent, hidden or of another campaign. */
export async function personAt(db: Db, campaign: string, person: string): Promise<Person | null> {
  if (!isUuid(person)) return null;
  return dataOf(
    await db.from('people').select('id, code, pseudonym').eq('campaign_id', campaign).eq('id', person).maybeSingle(),
  );
}
