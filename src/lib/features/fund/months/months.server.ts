import { createHash } from 'node:crypto';
import type { Result } from '$lib/contracts/errors';
import { fail, ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import type { Db } from '$lib/server/backend/index.server';
import { signerOf, type Signer } from '$lib/server/crypto/signer.server';
import { attempt } from '$lib/server/errors.server';
import { clientAddress } from '$lib/server/limits/address.server';
import { call } from '$lib/server/rpc.server';
import { applyOp } from '$lib/server/team-op.server';
import { readBody, type CheckedMonth, type MonthsDesk, type MonthVerdict, type SignedClosing } from './months';
import { openReport } from './sealed-report.server';

let kept: { from: unknown; signer: Signer } | null = null;

/** The key of this installation for reports; the same as long as its keys are. */
export function monthSigner(): Signer {
  const { keyring } = ronda();
  if (kept?.from !== keyring) kept = { from: keyring, signer: signerOf(keyring.derive('fund.months')) };
  return kept.signer;
}

export function monthsDesk(db: Db, campaign: string): Promise<MonthsDesk> {
  return call<MonthsDesk>(db, 'fund_months_desk', { campaign });
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/**
 * Closes a month: the database tells its text, we sign it, and it is stored only if the ledger still says the same. `op` is
 * also the id of the closing, so that a second press is the same closing.
 */
export async function closeMonth(
  locals: App.Locals,
  campaign: string,
  { op, month, reason }: { op: string; month: string; reason: string },
): Promise<Result<unknown>> {
  const before = await attempt(() => call<SignedClosing | null>(locals.db, 'fund_month_one', { campaign, id: op }));
  if (!before.ok) return before;
  if (before.value !== null) return ok(before.value.id);
  const draft = await attempt(() => call<string>(locals.db, 'fund_month_draft', { campaign, month, id: op, reason }));
  if (!draft.ok) return draft;
  const signature = monthSigner().sign(draft.value);
  const args = { campaign, id: op, month, reason, hash: sha256(draft.value), signature };
  return applyOp(locals, 'fund.close_month', args, op);
}

/** One closing with its text, whose signature is ours; `broken` when it no longer is. */
export async function oneClosing(
  db: Db,
  campaign: string,
  id: string,
): Promise<{ closing: SignedClosing; broken: boolean } | null> {
  const closing = await call<SignedClosing | null>(db, 'fund_month_one', { campaign, id });
  if (closing === null) return null;
  const { body, hash, signature } = closing;
  return { closing, broken: sha256(body) !== hash || !monthSigner().verify(body, signature) };
}

/** Counts every closed month again from the ledger and looks at every signature. */
export async function checkMonths(db: Db, campaign: string): Promise<CheckedMonth[]> {
  const rows = await call<(CheckedMonth & Pick<SignedClosing, 'body' | 'signature'>)[]>(db, 'fund_months_check', {
    campaign,
  });
  const signer = monthSigner();
  return rows.map(({ body, signature, id, month, hash, broken }) => ({
    id,
    month,
    hash,
    broken: broken ?? (signer.verify(body, signature) ? null : 'signature'),
  }));
}

const HASH = /^[0-9a-f]{64}$/;

/** What somebody shows, as a hash: that of its text, or the one it names. Null when it is neither a report nor its text. */
function hashOf(file: Uint8Array): { hash: string; altered: boolean } | null {
  const report = openReport(monthSigner(), file);
  if (report !== null) return report;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
  } catch {
    return null;
  }
  return readBody(text) === null ? null : { hash: sha256(text), altered: false };
}

/** Whether a report, its text or a printed hash is one of ours. Nothing of it is kept. */
export async function judgeMonth(
  slug: string,
  address: string,
  given: { file: Uint8Array | null; hash: string },
): Promise<Result<MonthVerdict>> {
  const allowed = await ronda().limits.take('link.address', clientAddress(address));
  if (!allowed.ok) return allowed;
  const typed = given.hash.toLowerCase().replace(/[\s-]/g, '');
  const shown = given.file === null ? (HASH.test(typed) ? { hash: typed, altered: false } : null) : hashOf(given.file);
  if (shown === null) return ok({ kind: 'unreadable' });
  if (shown.altered) return ok({ kind: 'altered' });
  const found = await attempt(() =>
    call<(Pick<SignedClosing, 'month' | 'at' | 'body' | 'signature' | 'hash'> & { superseded: boolean }) | null>(
      ronda().backend.system(),
      'fund_month_by_hash',
      { slug, hash: shown.hash },
    ),
  );
  if (!found.ok) return found;
  if (found.value === null) return ok({ kind: 'unknown' });
  const { month, at, body, signature, hash, superseded } = found.value;
  if (!monthSigner().verify(body, signature)) return fail('unavailable');
  return ok({ kind: 'genuine', month, at, hash, superseded, file: given.file !== null });
}
