import type { Db } from '$lib/server/backend/index.server';
import type { SealedFile } from '$lib/server/files/index.server';
import { call } from '$lib/server/rpc.server';
import type { BailEvent, BailFilter, BailFull, BailLine } from './bail';
import type { Choices, DonorLine, RequestFilter, RequestFull, RequestLine, SpendTodo } from './model';

/** A request with what is sealed of it. */
export interface SealedRequest extends Omit<RequestFull, 'payee' | 'account' | 'purpose' | 'reason'> {
  /** Null once the campaign's rule has forgotten whom it paid. */
  payeeSealed: string | null;
  accountSealed: string | null;
  purposeSealed: string | null;
  reasonSealed: string | null;
}

/** Newest first, `n` at a time; as a member. Whoever does not read the fund gets what they asked for. */
export function findRequests(
  db: Db,
  campaign: string,
  filter: RequestFilter & { forMe?: '1' },
  before: { at: string; id: string } | null,
  n: number,
): Promise<RequestLine[]> {
  return call(db, 'spend_page', { campaign, filter, before: before?.at ?? null, before_id: before?.id ?? null, n });
}

/** Null when there is none, or not for this reader. */
export function oneRequest(db: Db, campaign: string, request: string): Promise<SealedRequest | null> {
  return call(db, 'spend_one', { campaign, request });
}

export function spendChoices(db: Db, campaign: string): Promise<Choices> {
  return call(db, 'spend_choices', { campaign });
}

export function spendTodo(db: Db, campaign: string): Promise<SpendTodo> {
  return call(db, 'spend_todo', { campaign });
}

export function findBails(
  db: Db,
  campaign: string,
  filter: BailFilter,
  before: { at: string; id: string } | null,
  n: number,
): Promise<BailLine[]> {
  return call(db, 'bails_page', { campaign, filter, before: before?.at ?? null, before_id: before?.id ?? null, n });
}

export function oneBail(db: Db, campaign: string, bail: string): Promise<BailFull | null> {
  return call(db, 'bail_one', { campaign, bail });
}

/** All that went to courts and came back, in order; for those who read the fund. */
export function bailEvents(db: Db, campaign: string): Promise<BailEvent[]> {
  return call(db, 'bail_events', { campaign });
}

/** Lines that donors may read, newest first. Pass it `backend.system()`. */
export function linesForDonors(system: Db, campaign: string, n: number): Promise<DonorLine[]> {
  return call(system, 'spend_for_donors', { campaign, n });
}

/** Null unless its opening was written down just before. */
export function sealedReceipt(db: Db, campaign: string, receipt: string): Promise<SealedFile | null> {
  return call(db, 'spend_receipt', { campaign, receipt });
}
