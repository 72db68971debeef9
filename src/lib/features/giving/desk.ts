/** What the desk's pages of gifts are given by their server. */
import type { Channel, PledgeState, Preset } from './model';
import type { PledgeFilter } from './schema';

/** Amounts travel as decimal strings. */
export interface PledgeLine {
  id: string;
  reference: string;
  minor: string;
  currency: string;
  state: PledgeState;
  receivedMinor: string;
  feeMinor: string;
  receivedOn: string | null;
  receiptNo: number | null;
  channel: Channel;
  processor: string | null;
  source: string;
  hasName: boolean;
  hasEmail: boolean;
  thanked: boolean;
  reminded: boolean;
  at: string;
}
export interface StateSum {
  currency: string;
  state: PledgeState;
  n: number;
  pledgedMinor: string;
  receivedMinor: string;
  feeMinor: string;
}
export interface SourceSum {
  source: string;
  currency: string;
  n: number;
  receivedN: number;
  pledgedMinor: string;
  receivedMinor: string;
}
export interface GaveRow {
  currency: string;
  /** Null: several sources of few gifts each. */
  source: string | null;
  n: number;
  /** Minor units as text; null while even together they are too few. */
  minor: string | null;
}
/** What came for a pledge; `byHand` was booked on its page and can be taken back there. */
export interface PledgeArrival {
  entry: string;
  day: string;
  currency: string;
  minor: string;
  feeMinor: string;
  byHand: boolean;
  /** By a processor that does not say yet what it keeps. */
  feeUnknown: boolean;
}
/** An account money can be booked into. */
export interface BookingAccount {
  id: string;
  name: string;
  currency: string;
  public: boolean;
}
export interface GivingSetup {
  open: boolean;
  presets: Preset[];
  remindDays: number | null;
  expireDays: number;
  bankFees: 'donor' | 'shared';
  use: { es: string; en: string };
  thanks: { es: string; en: string };
}
export interface GiftsData {
  /** Sources in full are for those who read the fund; the others are given `gave`. */
  overview: { states: StateSum[]; sources: SourceSum[] };
  gave: GaveRow[];
  /** The treasury's stream when the list was read. */
  head: number;
  settings: GivingSetup;
  accounts: BookingAccount[];
  filter: PledgeFilter;
  pledges: PledgeLine[];
  next: string | null;
  processors: string[];
  canRead: boolean;
  canWrite: boolean;
  canText: boolean;
  op: string;
}
