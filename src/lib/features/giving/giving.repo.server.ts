import type { Locale } from '$lib/contracts/locales';
import type { Db } from '$lib/server/backend/index.server';
import { call } from '$lib/server/rpc.server';
import type { PledgeLine, SourceSum, StateSum } from './desk';
import type { Channel, Giving, GivingAccount, PledgeState } from './model';
import type { PledgeFilter } from './schema';

/** Amounts travel as decimal strings. */
interface SentArrival {
  day: string;
  currency: string;
  minor: string;
  feeMinor: string;
}
export interface PledgeLook {
  id: string;
  campaign: string;
  slug: string;
  tz: string;
  /** Of the campaign, in the language of the pledge. */
  title: string;
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
  locale: Locale;
  nameSealed: string | null;
  emailSealed: string | null;
  wantsUpdates: boolean;
  createdAt: string;
  expiresAt: string;
  thanks: Record<Locale, string>;
  entries: SentArrival[];
}
export interface SealedPledge {
  id: string;
  campaign: string;
  reference: string;
  minor: string;
  currency: string;
  locale: Locale;
  source: string;
  nameSealed: string | null;
  nameKey: string | null;
  emailSealed: string | null;
  emailKey: string | null;
  wantsUpdates: boolean;
  proofId: string | null;
  proofUntil: string | null;
}
/** A payment as its processor has it, in the words of the database. */
export interface SettledPayment {
  processor: string;
  event: string;
  pledge: string;
  payment: string;
  currency: string;
  amountMinor: string;
  refundedMinor: string;
  feeMinor: string;
  /** False while the processor does not say what it keeps. */
  feeKnown: boolean;
  day: string;
  /** Label of the account in the ledger. */
  account: string;
  note: string;
}
export type SettleOutcome = 'booked' | 'unchanged' | 'unknown' | 'mismatch';
export type RefusedReason = 'bad_signature' | 'old' | 'malformed';

export interface GivingOverview {
  states: StateSum[];
  sources: SourceSum[];
}

/** The service's own door to pledges. Pass it `backend.system()`. */
export function givingRepo(system: () => Db) {
  return {
    make: (item: SealedPledge) =>
      call<{ outcome: 'made' | 'known' | 'closed' | 'spent'; id?: string }>(system(), 'pledge_make', { item }),
    look: (pledge: string) => call<PledgeLook | null>(system(), 'pledge_look', { pledge }),
    change: (pledge: string, minor: bigint, currency: string) =>
      call<{ done: boolean }>(system(), 'pledge_change', { pledge, minor: Number(minor), currency }),
    cancel: (pledge: string) => call<{ done: boolean }>(system(), 'pledge_cancel', { pledge }),
    forget: (pledge: string) => call<{ done: boolean }>(system(), 'pledge_forget', { pledge }),
    remind: (n: number) => call<{ reminded: number }>(system(), 'pledges_remind', { n }),
    expire: () => call<{ expired: number }>(system(), 'pledges_expire'),
    begin: (pledge: string, processor: string) =>
      call<{ id: string; reference: string; minor: string; currency: string } | null>(system(), 'payment_begin', {
        pledge,
        processor,
      }),
    settle: (item: SettledPayment) => call<{ outcome: SettleOutcome }>(system(), 'payment_settle', { item }),
    refused: (processor: string, reason: RefusedReason) =>
      call<null>(system(), 'payment_refused', { processor, reason }),
    giving: (slug: string) => call<Giving | null>(system(), 'public_giving', { slug }),
    accounts: (slug: string) => call<GivingAccount[]>(system(), 'public_accounts', { slug }),
  };
}
export type GivingRepo = ReturnType<typeof givingRepo>;

/** How giving goes, in sums; as a member. */
export function givingOverview(db: Db, campaign: string): Promise<GivingOverview> {
  return call(db, 'giving_overview', { campaign });
}

/** Newest first, `n` at a time; as a member. */
export function findPledges(
  db: Db,
  campaign: string,
  filter: PledgeFilter & { id?: string; nameKey?: string; emailKey?: string },
  before: { at: string; id: string } | null,
  n: number,
): Promise<PledgeLine[]> {
  return call(db, 'pledges_find', { campaign, filter, before: before?.at ?? null, before_id: before?.id ?? null, n });
}

/** Who made one pledge, sealed; as a member. */
export function sealedDonor(
  db: Db,
  campaign: string,
  pledge: string,
): Promise<{ nameSealed: string | null; emailSealed: string | null; wantsUpdates: boolean } | null> {
  return call(db, 'pledge_sealed', { campaign, pledge });
}
