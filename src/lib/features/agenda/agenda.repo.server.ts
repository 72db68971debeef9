import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import { DETAILS, SCOPES, type OwnFeed } from './model';

/** The calendars a person has, newest first; of the others nothing is to be seen. */
export async function ownFeeds(db: Db, campaign: string): Promise<OwnFeed[]> {
  const rows = dataOf(
    await db
      .from('calendar_feeds')
      .select('id, scope, detail, created_at, last_used_on')
      .eq('campaign_id', campaign)
      .is('revoked_at', null)
      .order('created_at', { ascending: false })
      .order('id'),
  );
  return (rows ?? []).map((row) => ({
    id: row.id,
    scope: SCOPES.find((one) => one === row.scope) ?? 'mine',
    detail: DETAILS.find((one) => one === row.detail) ?? 'busy',
    madeAt: row.created_at,
    lastUsedOn: row.last_used_on,
  }));
}
