import type { HearingKind } from './ops';

export interface CurrencyAmount {
  currency: string;
  /** Integer minor units as a decimal string. */
  minor: string;
}

/** `minor` is what was received. The rest is absent from frames of an older server. */
interface FundTotals extends CurrencyAmount {
  /** Received, and what was there before the ledger began. */
  raised?: string;
  /** What banks and processors kept. */
  fees?: string;
  /** Paid out; neither fees nor bail. */
  spent?: string;
  /** Bail that is with a court now. */
  posted?: string;
  lost?: string;
  /** Came in from other currencies; negative when it went out to them. */
  exchanged?: string;
  committed?: string;
  returned?: string;
  pot?: string;
}

/** What is counted apart from people who signed online. Absent from frames of an older server. */
interface ApartTotals {
  /** Signed on paper, without those who also signed online. */
  paper?: number;
  /** Organisations that endorse. */
  organisations?: number;
  /** The last milestone reached, and when (ISO instant). */
  milestone?: { n: number; at: string };
}

/** What everybody may see. Optional parts are there only when the campaign publishes them. */
export interface PublicTotals extends ApartTotals {
  /** Grows with every change of any part; the client keeps the highest. */
  v: number;
  /** ISO instant at which the figures were true. */
  at: string;
  campaign: string;
  signatures: number;
  goal: number;
  fund?: FundTotals[];
  detained?: number;
  /** Held by an arrest now, and since when the first of them, to the full hour; null below three people. */
  clock?: { people: number; since: string } | null;
  nextHearing?: { startsAt: string; tz: string; kind: HearingKind; court: string } | null;
}

export interface TeamTotals extends ApartTotals {
  v: number;
  at: string;
  campaign: string;
  confirmed: number;
  pending: number;
  withdrawn: number;
  goal: number;
  /** Confirmed, most first. Country is ISO 3166-1 alpha-2. */
  byCountry: { key: string; n: number }[];
  bySource: { key: string; n: number }[];
  /** Confirmed per hour of the last 48 hours that had any; `hour` is an ISO instant. */
  byHour: { hour: string; n: number }[];
  byDay: { day: string; n: number }[];
  /** The newest confirmed, without names: how long ago and from where. */
  latest: { at: string; country: string; source: string }[];
}
