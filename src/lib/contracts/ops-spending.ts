/** What the team does about money that goes out; part of `OpArgs`. */
import type { FundCategory, LineLevel } from './fund';

type Id = string;
/** Civil date `YYYY-MM-DD`. */
type Day = string;
/** Integer minor units as a decimal string. */
type Minor = string;

/** How much of a line others see. */
export type LineShown = {
  level: LineLevel;
  publicNote?: string;
  /** The note is meant although it holds a word by which somebody of the campaign is known. */
  noteAnyway?: boolean;
};

/** What is asked for. Sealed for `spend_requests|<id>|payee`, `|account` and `|purpose`. */
type Asked = LineShown & {
  category: FundCategory;
  amountMinor: Minor;
  currency: string;
  payeeSealed: string;
  accountSealed?: string;
  /** Keyed index of the payee's account, as lines of banks have it. */
  accountKey?: string;
  purposeSealed: string;
  dueOn?: Day | '';
  person?: Id;
  caseCode?: string;
};

export interface SpendingOps {
  /** `reference` goes into the transfer, so that the bank's line names the request. */
  'spend.request': Asked & { campaign: Id; id: Id; reference: string };
  /** By whoever asked, until it is decided; takes every yes back. */
  'spend.edit': Asked & { request: Id; version: number };
  /** A yes to the version that was read. */
  'spend.approve': { request: Id; version: number };
  /** Sealed for `spend_requests|<id>|reason`. What was approved and not paid is let go. */
  'spend.refuse': { request: Id; reasonSealed: string };
  'spend.withdraw': { request: Id; reasonSealed?: string };
  /** `id` is that of the payment and of its entry. */
  'spend.pay': {
    request: Id;
    id: Id;
    valueDate: Day;
    /** An account at a bank; absent is the one without details in the currency of the request. */
    account?: Id;
    /** Of the request, in its currency. */
    amountMinor: Minor;
    /** What left the account for it, when its currency is another. */
    paidMinor?: Minor;
    /** What the bank took beside, in the account's currency. */
    feeMinor?: Minor;
    /** Nothing more is to be paid: the rest of the commitment is let go. */
    final?: boolean;
  };
  /** `id` is that of the reversal. */
  'spend.unpay': { payment: Id; id: Id; reason: string };
  /** Lets go of the rest of what was paid in part. */
  'spend.close': { request: Id };
  /** How much of its lines others see. */
  'spend.show': LineShown & { request: Id };
  'spend.receipt': { request: Id; id: Id; file: Id };
  'spend.remove_receipt': { request: Id; receipt: Id };
  /** Somebody opens a receipt; written down before it is shown. */
  'spend.open_receipt': { request: Id; receipt: Id };
  /** Up to which amount one yes is enough; empty: never. */
  'spend.set_limit': { campaign: Id; currency: string; limitMinor: Minor | '' };
  /** Which court, and when it should give it back; `bail` is the id of its request. */
  'bail.set': { bail: Id; court: string; orderedOn?: Day | ''; expectedOn?: Day | '' };
  /** `id` is that of the move and of its entry; `feeMinor` what a bank kept of what the court gave back. */
  'bail.return': { bail: Id; id: Id; valueDate: Day; amountMinor: Minor; feeMinor?: Minor; account?: Id };
  'bail.lose': { bail: Id; id: Id; valueDate: Day; amountMinor: Minor };
  /** `id` is that of the reversal. */
  'bail.undo': { move: Id; id: Id; reason: string };
  /** The list was taken away as a file; `id` is that of the act. */
  'spend.export': { campaign: Id; id: Id };
}
