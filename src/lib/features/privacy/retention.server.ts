import type { Result } from '$lib/contracts/errors';
import { endorserKey } from '$lib/features/endorsements/index.server';
import { donorEmailKey } from '$lib/features/giving/index.server';
import { letterMailboxKey } from '$lib/features/letters/index.server';
import { mailboxKey } from '$lib/features/signatures/index.server';
import { ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { applyOp } from '$lib/server/team-op.server';
import { privacy } from './privacy.server';
import type { Rule } from './model';

export async function setRule(
  locals: App.Locals,
  campaign: string,
  rule: Pick<Rule, 'basis' | 'months'> & { op: string },
): Promise<Result<unknown>> {
  const { op, basis, months } = rule;
  const done = await applyOp(locals, 'retention.set', { campaign, basis, months }, op);
  if (done.ok) privacy().forget();
  return done;
}

/** What is sealed of people whose matter is over. */
export function setPeopleRule(
  locals: App.Locals,
  campaign: string,
  { op, months }: { op: string; months: number | null },
): Promise<Result<unknown>> {
  return applyOp(locals, 'retention.set_people', { campaign, months }, op);
}

/** Begins a run; the machine goes on with it step by step, here and in every other process. */
export async function startRun(locals: App.Locals, campaign: string, op: string): Promise<Result<unknown>> {
  const done = await applyOp(locals, 'retention.run', { campaign, id: op }, op);
  if (done.ok) privacy().poke();
  return done;
}

export function cancelRun(locals: App.Locals, { op, run }: { op: string; run: string }): Promise<Result<unknown>> {
  return applyOp(locals, 'retention.cancel', { run }, op);
}

/** Erases everything of one mailbox; answers how many things that were. The address is written down nowhere. */
export async function erasePerson(
  locals: App.Locals,
  campaign: string,
  { op, email }: { op: string; email: string },
): Promise<Result<number>> {
  const { keyring } = ronda();
  const done = await applyOp(
    locals,
    'retention.erase_person',
    {
      campaign,
      id: op,
      signatureKey: mailboxKey(keyring, campaign, email),
      letterKey: letterMailboxKey(keyring, campaign, email),
      endorserKey: endorserKey(keyring, campaign, email),
      donorKey: donorEmailKey(keyring, campaign, email),
    },
    op,
  );
  return done.ok ? ok(Number(done.value['erased'] ?? 0)) : done;
}
