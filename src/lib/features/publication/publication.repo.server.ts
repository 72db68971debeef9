import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import { readConsent, type Consent, type ConsentRow, type PublicCard, type Publication } from './model';

/** The ledger of one person, newest first. */
export async function consentsOf(db: Db, person: string): Promise<Consent[]> {
  const rows: ConsentRow[] | null = dataOf(
    await db
      .from('consents')
      .select('id, fields, channels, given_by, form, risk_explained, given_on, expires_on, has_note, revoked_at')
      .eq('person_id', person)
      .order('created_at', { ascending: false })
      .order('id', { ascending: false })
      .limit(200),
  );
  return (rows ?? []).map(readConsent);
}

export const publicationOf = (db: Db, person: string): Promise<Publication> =>
  call<Publication>(db, 'publication_of', { person });

export const consentNote = (db: Db, consent: string): Promise<string | null> =>
  call<string | null>(db, 'consent_note', { consent });

/** The machine's own door to what the world reads. Pass it `backend.system()`. */
export function cardsRepo(system: () => Db) {
  return {
    /** Null when the campaign is not public. */
    all: (slug: string) => call<PublicCard[] | null>(system(), 'public_people', { slug }),
    one: (slug: string, id: string) => call<PublicCard | null>(system(), 'public_person', { slug, public_id: id }),
    expire: () => call<number>(system(), 'publications_expire'),
  };
}
