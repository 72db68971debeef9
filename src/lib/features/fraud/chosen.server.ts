import type { RequestEvent } from '@sveltejs/kit';
import type { FormDone } from '$lib/contracts/forms';
import type { FraudReason } from '$lib/contracts/ops';
import { chosenSchema, rejectSchema, undoSchema } from '$lib/features/signatures/index.server';
import { ronda } from '$lib/server/app.server';
import type { Db } from '$lib/server/backend/index.server';
import { memberOf } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { realtime } from '$lib/server/realtime/attach.server';
import { applyOp } from '$lib/server/team-op.server';
import { readRun, workOn, type RunNow } from './fraud.repo.server';
import type { Run } from './model';

const BATCH = 1_000;
/** A batch, the end of its run, and one more when another run stood before. */
const TURNS = 3;

interface Chosen {
  op: string;
  signatures: readonly string[];
  reason: FraudReason;
}
type Answer = FormDone & { run: string };

const who = (event: RequestEvent) => memberOf(event.locals, 'signatures.write').membership;

/** A few rows are done while the person waits; behind a large run they wait, and the job comes to them. */
async function workOff(db: Db, campaign: string, run: string): Promise<RunNow | null> {
  const { backend, totalsChanged } = ronda();
  let now = await readRun(db, campaign, run);
  for (let turn = 0; turn < TURNS && (now?.state === 'running' || now?.state === 'undoing'); turn += 1) {
    await workOn(backend.system(), BATCH);
    now = await readRun(db, campaign, run);
  }
  totalsChanged();
  await realtime()?.look();
  return now;
}

async function runOver(
  event: RequestEvent,
  kind: Run['kind'],
  values: Record<string, string>,
  { op, signatures, reason }: Chosen,
) {
  const { campaignId } = who(event);
  const args = { campaign: campaignId, id: op, kind, conditions: { ids: [...signatures] }, reason };
  const begun = await applyOp(event.locals, 'fraud.begin', { ...args, expected: signatures.length }, op);
  if (!begun.ok) return refuse(values, begun);
  const worked = await attempt(() => workOff(event.locals.db, campaignId, op));
  // It has begun, whatever became of looking at it.
  if (!worked.ok || worked.value === null || worked.value.state === 'running')
    return { done: 'begun', what: '', run: op } satisfies Answer;
  const done = kind === 'invalidate' ? 'rejected' : 'restored';
  return { done, what: String(worked.value.done), run: op } satisfies Answer;
}

/** What the list of signatures does with the rows somebody chose: a run over them, undone like every run. */
export const chosenActions = {
  async reject(event: RequestEvent) {
    who(event);
    const form = await readForm(event, rejectSchema, ['signatures']);
    return form.ok ? runOver(event, 'invalidate', form.values, form.value) : form.response;
  },
  async restore(event: RequestEvent) {
    who(event);
    const form = await readForm(event, chosenSchema, ['signatures']);
    return form.ok ? runOver(event, 'release', form.values, { ...form.value, reason: 'other' }) : form.response;
  },
  async undo(event: RequestEvent) {
    const { campaignId } = who(event);
    const form = await readForm(event, undoSchema);
    if (!form.ok) return form.response;
    const { op, run } = form.value;
    const undo = () => applyOp(event.locals, 'fraud.undo', { run }, op);
    let undone = await undo();
    // One that still runs is stopped first.
    if (!undone.ok && undone.code === 'not_found' && (await applyOp(event.locals, 'fraud.cancel', { run })).ok) {
      undone = await undo();
    }
    if (!undone.ok) return refuse(form.values, undone);
    await attempt(() => workOff(event.locals.db, campaignId, run));
    return { done: 'undone', what: '' };
  },
};
