import type { Locale } from '$lib/contracts/locales';
import type { Db } from '$lib/server/backend/index.server';
import type { SealedFile } from '$lib/server/files/index.server';
import { call } from '$lib/server/rpc.server';
import type { EndorsementState, PublicOrganisation } from './model';

export interface SealedRequest {
  id: string;
  campaign: string;
  name: string;
  country: string;
  kind: string;
  website: string | null;
  quote: string;
  locale: Locale;
  logo: string | null;
  contactSealed: string;
  emailSealed: string;
  emailKey: string;
}
export interface EndorsementLook {
  id: string;
  /** Slug. */
  campaign: string;
  name: string;
  state: EndorsementState;
  mailbox: boolean;
  removed: boolean;
  emailSealed: string | null;
  /** Of the campaign, in the language of the organisation. */
  title: string;
}

/** The service's own door to endorsements. Pass it `backend.system()`. */
export function endorsementsRepo(system: () => Db) {
  return {
    ask: (item: SealedRequest) => call<{ outcome: 'asked' | 'known' | 'refused' }>(system(), 'endorse', { item }),
    look: (endorsement: string) => call<EndorsementLook | null>(system(), 'endorsement_look', { endorsement }),
    answer: (endorsement: string) => call<{ done: boolean }>(system(), 'endorsement_mailbox', { endorsement }),
    withdraw: (endorsement: string) => call<{ done: boolean }>(system(), 'endorsement_withdraw', { endorsement }),
    forget: (days: number) => call<{ forgotten: number }>(system(), 'endorsements_forget', { days }),
    organisations: (slug: string) => call<PublicOrganisation[]>(system(), 'public_endorsements', { slug }),
    logo: (slug: string, file: string) => call<SealedFile | null>(system(), 'public_logo', { slug, file }),
  };
}

/** Who wrote for an organisation, sealed; as a member. */
export function sealedContact(
  db: Db,
  campaign: string,
  endorsement: string,
): Promise<{ contactSealed: string | null; emailSealed: string | null } | null> {
  return call(db, 'endorsement_contact', { campaign, endorsement });
}
