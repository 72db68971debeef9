import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';

export interface CaseHead {
  id: string;
  code: string;
  court: string;
}

/** What stands above every part of a case; null where there is none for this reader. */
export async function caseHead(db: Db, campaign: string, id: string): Promise<CaseHead | null> {
  return dataOf(
    await db.from('cases').select('id, code, court').eq('campaign_id', campaign).eq('id', id).maybeSingle(),
  );
}
