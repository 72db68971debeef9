import { isUuid } from '$lib/kernel/ids';
import type { Row } from '$lib/contracts/journal';
import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import type { Merge, Person } from './model';

const PAGE = 1000;

/** Somebody of this campaign whom the reader may see; null for whoever is absent, hidden or of another campaign. */
export async function personAt(
  db: Db,
  campaign: string,
  person: string,
): Promise<(Person & { mergedInto: string | null }) | null> {
  if (!isUuid(person)) return null;
  const row = dataOf(
    await db
      .from('people')
      .select('id, code, pseudonym, merged_into')
      .eq('campaign_id', campaign)
      .eq('id', person)
      .maybeSingle(),
  );
  return row && { id: row.id, code: row.code, pseudonym: row.pseudonym, mergedInto: row.merged_into };
}

/** Everybody whom the whole team may see, with where they stand. Whoever is in a compartment never leaves in a file. */
export async function peopleToTake(db: Db, campaign: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let from = 0; ; from += PAGE) {
    const page = dataOf(
      await db
        .from('people')
        .select(
          'id, code, pseudonym, status, status_place, status_from, status_from_known, status_to, held_since, next_on, merged_into',
        )
        .eq('campaign_id', campaign)
        .is('compartment_id', null)
        .order('code')
        .order('id')
        .range(from, from + PAGE - 1),
    );
    rows.push(...(page ?? []));
    if ((page ?? []).length < PAGE) return rows;
  }
}

/** Records that were joined into this one and can be taken apart again, newest first. */
export async function mergesOf(db: Db, person: string): Promise<Merge[]> {
  const rows = dataOf(
    await db
      .from('people_merges')
      .select('id, drop_id, left_behind, created_at')
      .eq('keep_id', person)
      .is('undone_at', null)
      .order('created_at', { ascending: false }),
  );
  return (rows ?? []).map((row) => ({
    id: row.id,
    gone: row.drop_id,
    left: row.left_behind,
    at: new Date(Date.parse(row.created_at)).toISOString(),
  }));
}
