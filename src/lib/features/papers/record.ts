import type { Answer, ContactKind, CustodyStatus, Known } from '$lib/contracts/ops-custody';
import type { ResolutionKind } from '$lib/contracts/ops-rulings';
import type { Identity } from '../custody';
import type { Consents } from './sources';
import type { ArrestAct, Force } from '$lib/contracts/ops-arrests';

/** What papers are made of, as one reading gives it; what was sealed is opened. */
export interface PaperRecord {
  code: string;
  pseudonym: string;
  tz: string;
  contact: string | null;
  campaign: Partial<Record<'es' | 'en', string>> | null;
  /** Newest first. */
  arrests: {
    id: string;
    at: string;
    tz: string;
    ruleset: string;
    force: Force;
    place: string;
    details: { name: string; injuries: string; needs: string; circumstances: string; reporter: string };
    acts: { kind: ArrestAct; at: string }[];
  }[];
  /** Oldest first, as the two below. */
  statuses: (Period & { status: CustodyStatus; place: string })[];
  stays: (Period & { facility: string; notice: Answer })[];
  contacts: { kind: ContactKind; answer: Answer }[];
  /** Fields of consents that hold now, by channel. */
  consents: Consents;
  identity: Identity | null;
  /** Consents to tell organisations, oldest first. */
  consented: { by: 'person' | 'family' | 'lawyer'; on: string }[];
  cases: {
    id: string;
    code: string;
    numbers: string[];
    court: string;
    judge: string;
    prosecutor: string;
    stage: string | null;
    ruleset: string | null;
    caption: string;
    capacity: string;
    charges: { law: string; article: string; title: string }[];
    /** Oldest first. */
    rulings: { kind: ResolutionKind; datedOn: string; court: string }[];
    remedies: {
      kind: string;
      code: string;
      court: string;
      outcome: string;
      closed: boolean;
      startedOn: string | null;
    }[];
  }[];
}
export interface Period {
  from: string;
  known: Known;
  to: string | null;
  toKnown: Known;
}
