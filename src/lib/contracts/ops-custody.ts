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
