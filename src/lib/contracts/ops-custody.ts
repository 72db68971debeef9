/** What is written about people and where they are held; part of `OpArgs`. */
type Id = string;
/** Civil date `YYYY-MM-DD`. */
type Day = string;

/** Situación de libertad. HURIDOCS list 25, with what Argentine courts decide; the same list stands in SQL (`app.custody_words`). */
export const CUSTODY_STATUSES = [
  'missing', // paradero desconocido
  'held_incommunicado', // incomunicada/o
  'police_station', // comisaría o alcaidía
  'court_holding', // alcaidía judicial
  'pretrial_detention', // prisión preventiva
  'house_arrest', // prisión domiciliaria
  'released_pending', // en libertad con causa abierta
  'bail', // en libertad bajo caución
  'lack_of_merit', // falta de mérito
  'suspended', // suspensión del juicio a prueba
  'dismissed', // sobreseída/o
  'acquitted', // absuelta/o
  'convicted_serving', // condena en cumplimiento
  'conditional_sentence', // condena en suspenso
  'fugitive', // prófuga/o
  'exiled', // exiliada/o
  'deported', // expulsada/o
  'dead', // fallecida/o
] as const;
export type CustodyStatus = (typeof CUSTODY_STATUSES)[number];
/** Those who are deprived of liberty now; the same list stands in SQL (`app.in_custody`). */
export const IN_CUSTODY = [
  'missing',
  'held_incommunicado',
  'police_station',
  'court_holding',
  'pretrial_detention',
  'house_arrest',
  'convicted_serving',
] as const satisfies readonly CustodyStatus[];

/** What is known of a date: the day, about the day, its month, its year. */
export const KNOWN = ['day', 'about', 'month', 'year'] as const;
export type Known = (typeof KNOWN)[number];

export const ANSWERS = ['yes', 'no', 'unknown'] as const;
export type Answer = (typeof ANSWERS)[number];

/** Contact with the outside (HURIDOCS list 30): the capture acknowledged, the place told, and who may reach the person. */
export const CONTACT_KINDS = ['acknowledged', 'place_told', 'family', 'lawyer', 'organisation'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

export const OBLIGATION_KINDS = ['present', 'no_leave', 'ankle_monitor', 'no_approach', 'residence', 'other'] as const;
export type ObligationKind = (typeof OBLIGATION_KINDS)[number];

/** Whose word it is, and what it is. */
export const CONNECTIONS = [
  'victim',
  'family',
  'partner',
  'lawyer',
  'witness',
  'organisation',
  'official',
  'press',
  'other',
] as const;
export type Connection = (typeof CONNECTIONS)[number];
export const SOURCE_FORMS = [
  'testimony',
  'call',
  'judicial_file',
  'medical',
  'video',
  'document',
  'press',
  'observation',
  'other',
] as const;
export type SourceForm = (typeof SOURCE_FORMS)[number];
export const RELIABILITIES = ['very_reliable', 'reliable', 'fairly_reliable', 'not_reliable', 'unknown'] as const;
export type Reliability = (typeof RELIABILITIES)[number];
/** How far the word has come: heard by themselves, from somebody who was there, from further away. */
export const HEARSAY = ['direct', 'second', 'third', 'unknown'] as const;
export type Hearsay = (typeof HEARSAY)[number];
export const CITED = ['custody_statuses', 'place_stays', 'contact_facts', 'obligations', 'arrests', 'people'] as const;
export type Cited = (typeof CITED)[number];
export const STANCES = ['supports', 'contradicts'] as const;
export type Stance = (typeof STANCES)[number];

/** A keyed index of a name or a document; see `people/keys.ts`. */
export type PersonKey = { kind: 'document' | 'document_part' | 'name' | 'pair' | 'token'; key: string };

/** What may be taken back. */
export const CUSTODY_TABLES = [
  'custody_statuses',
  'place_stays',
  'contact_facts',
  'obligations',
  'obligation_checks',
] as const;
export type CustodyTable = (typeof CUSTODY_TABLES)[number];

/** An end that is absent or empty is open. `corrects` names the row that this one puts right; it is kept and no longer counts. */
type Dated = {
  fromDate: Day;
  fromKnown?: Known;
  corrects?: Id | '';
};
type Period = Dated & { toDate?: Day | ''; toKnown?: Known };
type Standing = Period & { status: CustodyStatus; place: string };

export interface CustodyOps {
  'people.register': { campaign: Id; id: Id; code: string; pseudonym: string; statusId: Id } & Standing;
  'people.set_status': { person: Id; id: Id } & Standing;
  'people.rename': { person: Id; pseudonym: string };
  /** A new version of who somebody is, sealed for `identities|<id>|identity` (class P2). `keys` replace those there were. */
  'people.identify': {
    person: Id;
    id: Id;
    identitySealed: string;
    isMinor: boolean;
    isForeign: boolean;
    keys: PersonKey[];
    /** The version the writer saw, empty for none; refused as `stale` when there is a newer one. */
    base?: Id | '';
  };
  /** The consulate was told, on that day; empty takes it back. */
  'people.consul': { person: Id; toldOn: Day | '' };
  /** Somebody opens what is sealed; it stands in the log of the legal desk. */
  'people.look': { person: Id };
  /** Recorded before the first line of the list leaves. */
  'people.export': { campaign: Id; id: Id };
  /** What hangs on `gone` hangs on `keep` from then on. Answers how many rows had to stay behind. */
  'people.merge': { keep: Id; gone: Id; id: Id };
  'people.unmerge': { merge: Id };
  /** `wordsSealed` for `person_sources|<id>|words`. */
  'sources.add': {
    person: Id;
    id: Id;
    connection: Connection;
    kind: SourceForm;
    reliability: Reliability;
    hearsay: Hearsay;
    receivedOn: Day;
    language?: string;
    wordsSealed?: string | null;
  };
  /** A source says something of a row, or `of` a field of the identity (then `row` is the person). */
  'sources.cite': { source: Id; id: Id; entity: Cited; row: Id; of?: string; stance: Stance };
  'sources.strike': { what: 'source' | 'citation'; row: Id; struck: boolean };
  /** `cellSealed` is sealed by the application for `place_stays|<id>|cell` (class P2). */
  'custody.stay': { person: Id; id: Id; facility: string; cellSealed?: string | null; notice: Answer } & Period;
  'custody.contact': { person: Id; id: Id; kind: ContactKind; answer: Answer } & Dated;
  /** `rule` as in RFC 5545, in civil days; `nextOn` is its first day that is not over. `detailSealed` for `obligations|<id>|detail`. */
  'custody.oblige': {
    person: Id;
    id: Id;
    kind: ObligationKind;
    place?: string;
    detailSealed?: string | null;
    fromDate: Day;
    toDate?: Day | '';
    rule?: string | null;
    nextOn?: Day | '';
    corrects?: Id | '';
  };
  'custody.check': { obligation: Id; id: Id; dueOn: Day; doneOn: Day; nextOn?: Day | '' };
  'custody.undo': { person: Id; what: CustodyTable; row: Id };
}
