/** What is written about consents and public cards; part of `OpArgs`. */
type Id = string;
/** Civil day. */
type Day = string;

/** As `consents.fields` in the database: what may be told of a person. */
export const TOLD_FIELDS = [
  'name',
  'pseudonym',
  'age',
  'birthday',
  'photo',
  'place',
  'status',
  'charges',
  'case',
  'story',
  'letters',
] as const;
export type ToldField = (typeof TOLD_FIELDS)[number];
/** As `consents.channels`: `bodies` are international ones. */
export const CHANNELS = ['web', 'press', 'petition', 'bodies', 'networks'] as const;
export type Channel = (typeof CHANNELS)[number];
export const GIVERS = ['person', 'family', 'lawyer'] as const;
export type Giver = (typeof GIVERS)[number];
export const CONSENT_FORMS = ['written', 'voice', 'via_lawyer'] as const;
export type ConsentForm = (typeof CONSENT_FORMS)[number];
/** As `publications.taken_why`. */
export const TAKEN_WHYS = ['pressed', 'revoked', 'expired', 'compartment'] as const;
export type TakenWhy = (typeof TAKEN_WHYS)[number];

export interface PublicationOps {
  'consents.give': {
    person: Id;
    id: Id;
    fields: ToldField[];
    channels: Channel[];
    givenBy: Giver;
    form: ConsentForm;
    /** Without it the consent is kept and opens nothing. */
    riskExplained: boolean;
    givenOn: Day;
    /** The last day on which it holds; absent or empty: until it is revoked. */
    expiresOn?: string;
    /** Sealed by the application for `consents|<id>|note` (class P2). */
    noteSealed?: string | null;
  };
  'consents.revoke': { consent: Id };
  'consents.look': { consent: Id };
  /** The whole card as it is to stand. `hash` is the keyed hash of the value. */
  'publication.publish': {
    person: Id;
    id: Id;
    locale: 'es' | 'en';
    noindex: boolean;
    fields: { field: ToldField; value: string; hash: string }[];
  };
  'publication.take_down': { person: Id };
  /** Whether the public sees the detention clock of the campaign. */
  'publication.clock': { campaign: Id; shown: boolean };
}
