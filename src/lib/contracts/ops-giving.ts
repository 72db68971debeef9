/** What the team does about gifts and pledges; part of `OpArgs`. */
import type { Locale } from './locales';

type Id = string;
/** Civil date `YYYY-MM-DD`. */
type Day = string;
/** Integer minor units as a decimal string. */
type Minor = string;

export interface GivingOps {
  /** What the page where people give offers. Absent leaves what there is; `remindDays: null` reminds nobody. */
  'giving.set': {
    campaign: Id;
    open?: boolean;
    /** In the order in which they are offered. */
    presets?: { currency: string; minor: number[] }[];
    remindDays?: number | null;
    expireDays?: number;
    bankFees?: 'donor' | 'shared';
  };
  /** Its words in one language: where the money goes, and what a donor is thanked with. */
  'giving.text': { campaign: Id; locale: Locale; use: string; thanks: string };
  /** A gift that came by hand: pledge `id` and the entry that books it. Sealed for `pledges|<id>|name` and `|email`. */
  'giving.offline': {
    campaign: Id;
    id: Id;
    entry: Id;
    reference: string;
    amountMinor: Minor;
    currency: string;
    day: Day;
    locale: Locale;
    nameSealed?: string;
    nameKey?: string;
    emailSealed?: string;
    emailKey?: string;
    note?: string;
    /** An account at a bank; absent is the campaign's account without details in that currency. */
    account?: Id;
  };
  /** Seen on the account by a person: what was given, and what banks kept of it. */
  'giving.receive': {
    pledge: Id;
    entry: Id;
    amountMinor: Minor;
    feeMinor?: Minor;
    currency: string;
    day: Day;
    account?: Id;
  };
  /** Takes back what was booked by hand: `entry` is reversed by `id`. */
  'giving.undo': { pledge: Id; entry: Id; id: Id; reason: string };
  'giving.cancel': { pledge: Id };
  /** A mail of thanks; `id` is that of the act. */
  'giving.thank': { pledge: Id; id: Id };
  /** Somebody opened what is sealed of one donor. */
  'giving.look': { pledge: Id; id: Id };
  /** At the donor's wish: who they are is erased, what they gave stays. */
  'giving.forget': { pledge: Id; id: Id };
}
