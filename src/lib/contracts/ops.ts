/**
 * Every write of the team is an operation: one idempotent call `apply_op(op_id, kind, args)` in the database, one
 * transaction, rows and journal together. `opId` is a UUIDv7 made by the client; the same op twice is one effect and
 * one answer. SQL: `app.op_<kind with _ for .>(args jsonb) returns jsonb`. Ids of new rows are made by the client.
 */
import type { BankingOps } from './ops-banking';
import type { LegalOps } from './ops-legal';
import type { GivingOps } from './ops-giving';
import type { LineShown, SpendingOps } from './ops-spending';
import type { FundCategory } from './fund';
import type { Role } from './permissions';
import type { Locale } from './locales';

export { CUSTODY_STATUSES, IN_CUSTODY, type CustodyStatus } from './ops-custody';
export { HEARING_KINDS, HEARING_STATUSES, type HearingKind, type HearingStatus } from './ops-hearings';

type Id = string;
/** Civil date `YYYY-MM-DD`. */
type Day = string;
/** ISO 8601 instant with offset. */
type Instant = string;
/** Integer minor units as a decimal string, so that no float is ever involved. */
type Minor = string;

export interface OpArgs extends BankingOps, GivingOps, LegalOps, SpendingOps {
  'campaign.set': {
    campaign: Id;
    goal?: number;
    publishFund?: boolean;
    publishDetained?: boolean;
    publishHearing?: boolean;
    contactEmail?: string | null;
    iban?: string | null;
    status?: 'draft' | 'open' | 'closed';
  };
  'campaign.text': {
    campaign: Id;
    locale: Locale;
    title: string;
    summary: string;
    statement: string;
    fundText: string;
    consent: string;
  };
  'team.invite': { campaign: Id; id: Id; tokenHash: string; label: string; roles: Role[]; expiresAt: Instant };
  'team.revoke_invitation': { invitation: Id };
  'team.set_roles': { campaign: Id; user: Id; roles: Role[] };
  'team.disable': { campaign: Id; user: Id };
  'team.enable': { campaign: Id; user: Id };
  /** Signs the user out everywhere, at once. Owners for anybody of the campaign, everybody for themselves. */
  'team.end_sessions': { campaign: Id; user: Id };
  /** Somebody opened what is sealed of one signature. Ids of acts on signatures are `id`; each stands in the owners' journal. */
  'signatures.look': { campaign: Id; id: Id; signature: Id };
  /** At the signer's wish: what the link in their mail would do. */
  'signatures.erase': { campaign: Id; id: Id; signature: Id };
  /** The mail that asks to confirm, once more, within its limits; answers how many went. At most 200. */
  'signatures.resend': { campaign: Id; id: Id; signatures: Id[] };
  /** Recorded before the first line of an export leaves; answers how many it will have. */
  'signatures.export': { campaign: Id; id: Id; filter: Readonly<Record<string, string>>; columns: string[] };
  /** `text` is what the public sees once approved; `waiting` takes a decision back. Answers how many it was about. */
  'comments.decide': {
    campaign: Id;
    id: Id;
    decision: 'approved' | 'hidden' | 'waiting';
    items: { signature: Id; text?: string }[];
  };
  'fund.book_gift': {
    campaign: Id;
    id: Id;
    amountMinor: Minor;
    currency: string;
    valueDate: Day;
    /** Sealed by the application (class P2), associated data `fund_entries|<id>|donor`. */
    donorSealed?: string | null;
    note?: string;
    /** What banks kept on the way; `amountMinor` is before it. */
    feeMinor?: Minor;
    /** An account at a bank; absent is the campaign's account without details in that currency. */
    account?: Id;
  };
  /** A correction is a reversal: a new entry with the opposite postings. */
  'fund.reverse': { entry: Id; id: Id; reason: string; valueDate?: Day };
  /** Booked by hand. `account` absent or empty is the account without details. */
  'fund.book_fee': FundBooking & { currency: string; account?: string };
  'fund.book_opening': FundBooking & { currency: string; account?: string };
  /** `amountMinor` arrives; the fee is taken besides. */
  'fund.book_transfer': FundBooking & { from: Id; to: Id; feeMinor?: Minor };
  /** `amountMinor` of one account's currency is given away for `toMinor` of the other's. */
  'fund.book_conversion': FundBooking & { from: Id; to: Id; toMinor: Minor; feeMinor?: Minor };
  /** How much of a line others see; its reversal follows. The category only while the month is open. */
  'fund.set_line': LineShown & { entry: Id; category?: FundCategory | null };
  /** At most 5000 at once; one unit of `base` is `rate` of `quote`, a plain decimal. */
  'fund.import_rates': {
    campaign: Id;
    id: Id;
    source: string;
    rows: { base: string; quote: string; day: Day; rate: string }[];
  };
  /** Gives entries that were booked without a rate the one of their day, where it is known by now. */
  'fund.freeze_rates': { campaign: Id };
  /**
   * How the fund is told. `rateSources` names sources per currency, the first that knows the day wins; `*` is for all others.
   * `rateUrl` is asked when somebody says so, and what it tells is kept as `rateUrlSource`. Absent leaves what there is.
   */
  'fund.set': {
    campaign: Id;
    reportCurrency?: string | null;
    goalMinor?: Minor | null;
    rateSources?: Readonly<Record<string, string | string[]>>;
    rateUrl?: string;
    rateUrlSource?: string;
  };
  /**
   * `month` is the first day of the month after the last one that is closed. `signature` is over the text of `fund_month_draft`
   * for the same arguments, `hash` its SHA-256. `reason` closes although lines of the bank are open or rates are missing.
   */
  'fund.close_month': { campaign: Id; id: Id; month: Day; reason: string; hash: string; signature: string };
  /** Recorded before the first line of the books leaves; answers how many entries they will have. Empty days are open. */
  'fund.export': { campaign: Id; id: Id; format: 'csv' | 'ledger' | 'beancount'; from: string; to: string };
  /** The newest closed month, by an owner; its report stays and is told to be superseded. */
  'fund.reopen_month': { campaign: Id; id: Id; reason: string };
  /** Adds an account at a bank, or changes the one with this id. Empty texts are absent. */
  'fund.set_account': {
    campaign: Id;
    id: Id;
    currency: string;
    name: string;
    holder?: string;
    iban?: string;
    bic?: string;
    bankName?: string;
    bankAddress?: string;
    /** CBU or CVU of Argentina. */
    cbu?: string;
    alias?: string;
    /** ISO 3166-1 alpha-2. */
    country?: string;
    /** Shown where people give. */
    public?: boolean;
    closed?: boolean;
  };
  /** How many signatures one network address may bring before the rest go to the shadow. */
  'fraud.set_rules': { campaign: Id } & SigningRules;
  'fraud.dismiss': { alarm: Id };
  /** Takes signatures out of the count, or out of the shadow, in batches; `conditions` hold keyed indexes. */
  'fraud.begin': {
    campaign: Id;
    id: Id;
    kind: 'invalidate' | 'release';
    conditions: FraudConditions;
    /** What the person wrote, sealed (class P2), associated data `invalidations|<id>|words`. */
    wordsSealed?: string | null;
    reason: FraudReason;
    expected: number;
  };
  'fraud.cancel': { run: Id };
  'fraud.undo': { run: Id };
  /** Begins a list for a court or an embassy; it is made in the background and never altered. */
  'delivery.make': {
    campaign: Id;
    id: Id;
    recipient: string;
    day: Day;
    locale: Locale;
    names: 'full' | 'initials' | 'number';
    /** Wordings of the consent under which a full name may be handed over. */
    consents: number[];
    replaces?: Id | null;
  };
  /** Writes a draft in one language; makes it when there is none. */
  'updates.write': { campaign: Id; id: Id; locale: Locale; title: string; body: string };
  /** Asks a second person to approve, or takes that back; a change of the words takes it back too. */
  'updates.ask': { update: Id; asked: boolean };
  /** Publishes and sends; never by somebody who wrote it, and never other words than those of `version`. */
  'updates.approve': { update: Id; version: number };
  /** How many updates may go out in seven days; 1 to 7. */
  'updates.set_cap': { campaign: Id; weekly: number };
  'updates.steer': { update: Id; to: 'paused' | 'sending' | 'cancelled' };
  'delivery.cancel': { delivery: Id };
  /** Somebody takes the list with them; changes nothing but the journal and a count. */
  'delivery.take': { delivery: Id; format: 'pdf' | 'csv' };
  'board.create': { campaign: Id; id: Id; name: string; lists: { id: Id; name: string }[] };
  'board.rename': { board: Id; name: string };
  'board.archive': { board: Id; archived: boolean };
  'list.create': { board: Id; id: Id; name: string; after?: Id | null };
  'list.rename': { list: Id; name: string };
  'list.move': { list: Id; after: Id | null };
  'list.archive': { list: Id; archived: boolean };
  /** `after: null` puts it first, absent puts it last. */
  'card.create': { list: Id; id: Id; title: string; after?: Id | null };
  /** `base` is the value the writer saw; refused as `stale` when somebody changed it since. */
  'card.set': { card: Id; field: CardField; value: string | null; base?: string | null };
  'card.move': { card: Id; list: Id; after?: Id | null };
  'card.archive': { card: Id; archived: boolean };
  /** An empty text takes the words of the product again. `{link}` must be in it; `{count}` may. */
  'spread.set_text': { campaign: Id; locale: Locale; way: ShareTextWay; text: string };
  /** `word` travels in links as `src`. */
  'spread.add_source': { campaign: Id; id: Id; word: string; label: string; kind: SourceKind; place?: string };
  'spread.archive_source': { source: Id; archived: boolean };
  /** Adds a target, or changes the one with this id. */
  'letters.set_target': {
    campaign: Id;
    id: Id;
    name: string;
    office: string;
    email: string;
    postal: string;
    salutation: string;
    locale: Locale;
    country: string;
    active: boolean;
    /** The last day on which this target is written to. */
    until: Day | null;
    hourly: number;
  };
  'letters.pause': { target: Id; paused: boolean };
  /** A new version of the letter in one language. */
  'letters.text': { campaign: Id; id: Id; locale: Locale; subject: string; body: string };
  /**
   * An organisation, public at once. With an `id` that was added before it comes back as it was: whoever adds because of
   * something else (a card that reached "signed") takes that thing's id.
   */
  'endorsement.add': EndorsementFacts & {
    campaign: Id;
    id: Id;
    /** Sealed by the application (class P2), associated data `endorsements|<id>|contact` and `|email`. */
    contactSealed?: string;
    emailSealed?: string;
    emailKey?: string;
  };
  'endorsement.set': EndorsementFacts & { endorsement: Id };
  'endorsement.decide': { endorsement: Id; state: 'asked' | 'confirmed' | 'declined' };
  'endorsement.remove': { endorsement: Id; removed: boolean };
  /** Null months: names and mails are kept until somebody says otherwise. */
  'retention.set': { campaign: Id; basis: 'confirmed' | 'closed'; months: number | null };
  /** Months after a matter is over, for what is sealed of people; null: never by itself. */
  'retention.set_people': { campaign: Id; months: number | null };
  'retention.run': { campaign: Id; id: Id };
  'retention.cancel': { run: Id };
  /** The keyed indexes of an address, by which everything of one mailbox is found; people on paper by that of signatures. */
  'retention.erase_person': {
    campaign: Id;
    id: Id;
    signatureKey: string;
    letterKey: string;
    endorserKey: string;
    donorKey: string;
  };
  /** Adds a batch of paper signatures, or changes the one with this id; its rows are added. Absent `scan` leaves the old one. */
  'paper.batch': {
    campaign: Id;
    id: Id;
    label: string;
    place: string;
    day: Day;
    onSheet: number;
    scan?: Id | null;
    rows?: PaperRow[];
  };
  'paper.remove': { batch: Id; removed: boolean; reason?: string };
  'paper.strike': { row: Id; struck: boolean };
  /** All that are still ahead; those reached stay. */
  'milestones.set': { campaign: Id; numbers: number[] };
}
type FundBooking = { campaign: Id; id: Id; amountMinor: Minor; valueDate: Day; note?: string };
/** Sealed for `paper_rows|<id>|name`, `|town` and `|email`; keys are those of signatures online. */
type PaperRow = {
  id: Id;
  country: string;
  nameSealed: string;
  townSealed?: string;
  emailSealed?: string;
  nameKey: string;
  townKey?: string;
  emailKey?: string;
};
type EndorsementFacts = {
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  kind: EndorserKind;
  website?: string | null;
  quote?: string;
  locale?: Locale;
  /** Id of a stored file; absent leaves the one there is. */
  logo?: Id | null;
  /** Where it stands in the public list; those without one come after, by date. */
  place?: number | null;
};
export type OpKind = keyof OpArgs;

/** Ways of passing the petition on whose words the campaign may write; `app` is the sheet of the phone itself. */
export const SHARE_TEXT_WAYS = ['whatsapp', 'telegram', 'x', 'bluesky', 'mastodon', 'mail', 'app'] as const;
export type ShareTextWay = (typeof SHARE_TEXT_WAYS)[number];
/** What the team gives a word of its own, to see what it brings. */
export const SOURCE_KINDS = ['link', 'poster', 'partner', 'mail', 'press'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export type CardField = 'title' | 'note' | 'assignee' | 'due';

export const FRAUD_REASONS = ['bot', 'duplicate', 'limit', 'other'] as const;
export type FraudReason = (typeof FRAUD_REASONS)[number];

/** Signatures from one network address: `burst` in ten minutes, `sustained` in a day; `bare*` without a proof of work. */
export type SigningRules = {
  burst: number;
  sustained: number;
  bareBurst: number;
  bareSustained: number;
  /** From these countries `looseFactor` times as many. */
  looseCountries: string[];
  looseFactor: number;
  /** Signatures of one network or mail domain in an hour that ring the alarm. */
  alarmHour: number;
};

/** All of them must hold. At least one besides `states`. */
export type FraudConditions = {
  /** Chosen ones, at most 500. */
  ids?: Id[];
  nameKey?: string;
  domainKey?: string;
  networkKey?: string;
  townKey?: string;
  country?: string;
  source?: string;
  referrer?: string;
  from?: Instant;
  until?: Instant;
  proof?: boolean;
  states?: ('pending' | 'confirmed' | 'shadow')[];
};

/** What an organisation is; the same list stands in SQL. */
export const ENDORSER_KINDS = ['union', 'party', 'rights', 'media', 'academic', 'faith', 'cultural', 'other'] as const;
export type EndorserKind = (typeof ENDORSER_KINDS)[number];

export interface Op<K extends OpKind = OpKind> {
  opId: string;
  kind: K;
  args: OpArgs[K];
}
