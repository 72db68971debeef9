import type { Db } from '$lib/server/backend/index.server';
import { call } from '$lib/server/rpc.server';
import type { PaperRecord } from './record';

/** A record as the database gives it, sealed where it is sealed. */
export interface SealedRecord extends Omit<PaperRecord, 'arrests' | 'cases' | 'identity'> {
  identity: { id: string; sealed: string } | null;
  arrests: (Omit<PaperRecord['arrests'][number], 'details'> & { detailsSealed: string | null })[];
  cases: (Omit<PaperRecord['cases'][number], 'caption'> & { captionSealed: string | null })[];
}

/** Only for whoever wrote down a moment ago that they look. */
export function recordOf(db: Db, campaign: string, person: string): Promise<SealedRecord> {
  return call(db, 'paper_record', { campaign, person });
}
