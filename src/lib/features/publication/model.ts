import {
  CHANNELS,
  CONSENT_FORMS,
  GIVERS,
  TOLD_FIELDS,
  type Channel,
  type ConsentForm,
  type Giver,
  type TakenWhy,
  type ToldField,
} from '$lib/contracts/ops-publication';

/** A public card as the world reads it: what nobody consented to is not in it. */
export interface PublicCard {
  /** Of its address. */
  id: string;
  locale: 'es' | 'en';
  noindex: boolean;
  /** Who it is may stand where the link is passed on. */
  shared: boolean | null;
  fields: Partial<Record<ToldField, string>>;
}

export interface DeskCard extends PublicCard {
  publishedAt: string;
  version: number;
  /** The consent that carries each field. */
  consents: Partial<Record<ToldField, string>>;
}

/** What the desk sees of the publication of one person. */
export interface Publication {
  card: DeskCard | null;
  /** Channels that are open for each field today. */
  opens: Partial<Record<ToldField, Channel[]>>;
  /** Cards that were taken down. */
  past: { publishedAt: string; takenDownAt: string; why: TakenWhy }[];
}

/** One line of the ledger. */
export interface Consent {
  id: string;
  fields: ToldField[];
  channels: Channel[];
  givenBy: Giver;
  form: ConsentForm;
  riskExplained: boolean;
  givenOn: string;
  expiresOn: string | null;
  hasNote: boolean;
  revokedAt: string | null;
}

export interface ConsentRow {
  id: string;
  fields: string[];
  channels: string[];
  given_by: string;
  form: string;
  risk_explained: boolean;
  given_on: string;
  expires_on: string | null;
  has_note: boolean | null;
  revoked_at: string | null;
}

export function readConsent(row: ConsentRow): Consent {
  return {
    id: row.id,
    fields: TOLD_FIELDS.filter((field) => row.fields.includes(field)),
    channels: CHANNELS.filter((channel) => row.channels.includes(channel)),
    givenBy: GIVERS.find((one) => one === row.given_by) ?? 'person',
    form: CONSENT_FORMS.find((one) => one === row.form) ?? 'written',
    riskExplained: row.risk_explained,
    givenOn: row.given_on,
    expiresOn: row.expires_on,
    hasNote: row.has_note === true,
    revokedAt: row.revoked_at,
  };
}

export const CONSENT_STATES = ['stands', 'unexplained', 'expired', 'revoked'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** Whether a consent opens anything on a civil day. */
export function stateOf({ revokedAt, expiresOn, riskExplained }: Consent, today: string): ConsentState {
  if (revokedAt !== null) return 'revoked';
  if (expiresOn !== null && expiresOn < today) return 'expired';
  return riskExplained ? 'stands' : 'unexplained';
}

/** A photo is consented to here and passed on by hand: this version publishes words. */
export const PUBLISHED_FIELDS = TOLD_FIELDS.filter((field) => field !== 'photo');

/** The fields of a card in the order in which they are read, without its title. */
export function told({ fields }: Pick<PublicCard, 'fields'>): { field: ToldField; value: string }[] {
  const title = fields.name !== undefined ? 'name' : 'pseudonym';
  return PUBLISHED_FIELDS.flatMap((field) => {
    const value = fields[field];
    return value === undefined || field === title ? [] : [{ field, value }];
  });
}

/** By what a card is called; null: by nothing that was consented to. */
export function titleOf({ fields }: Pick<PublicCard, 'fields'>): string | null {
  return fields.name ?? fields.pseudonym ?? null;
}
