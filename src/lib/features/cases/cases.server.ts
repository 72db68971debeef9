/** What is done with one case. */
import type { InferOutput } from 'valibot';
import type { Failure, Result } from '$lib/contracts/errors';
import { fail, ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import type { Place } from '$lib/server/crypto/keyring.server';
import { attempt } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import { applyOp } from '$lib/server/team-op.server';
import { caseByCode, caseView } from './cases.repo.server';
import { changedLines, editValues, metLines, readWas, type Edited, type EditValues } from './edits';
import type { editSchema, hangSchema, openSchema, ruleSchema, sealSchema } from './schema';

/** A rule of the database names its own argument; the form calls it otherwise. */
function atField<T>(done: Result<T>): Result<T> {
  return done.ok || done.field !== 'code' ? done : { ...done, field: 'caseCode' };
}

/** The case above, by its code; one that the reader does not see is told as one that is not there. */
async function parentOf(locals: App.Locals, campaign: string, code: string): Promise<Result<string | null>> {
  if (code === '') return ok(null);
  const found = await attempt(() => caseByCode(locals.db, campaign, code));
  if (!found.ok) return found;
  return found.value === null ? fail('invalid', { field: 'parent', rule: 'case_unknown' }) : found;
}

export async function openCase(
  locals: App.Locals,
  campaign: string,
  { op, caseCode: code, parent, incident, ...facts }: InferOutput<typeof openSchema>,
): Promise<Result<unknown>> {
  const above = await parentOf(locals, campaign, parent);
  if (!above.ok) return above;
  if (above.value !== null && incident === '') return fail('invalid', { field: 'incident', rule: 'choice' });
  const child = above.value === null || incident === '' ? {} : { parent: above.value, incident };
  return atField(await applyOp(locals, 'cases.open', { campaign, id: op, code, ...facts, ...child }, op));
}

/** Refused where somebody else wrote the same lines meanwhile; those are named. */
export type EditFailure = Failure & { met?: Edited[] };

/** Writes only what was typed anew, over the case as it is now: two people at different lines are in nobody's way. */
export async function editCase(
  locals: App.Locals,
  campaign: string,
  id: string,
  { op, was: shown, version, ...typed }: InferOutput<typeof editSchema>,
): Promise<{ ok: true } | EditFailure> {
  const view = await attempt(() => caseView(locals.db, campaign, id));
  if (!view.ok) return view;
  const { case: one } = view.value;
  const now = editValues(one);
  const values: EditValues = { ...typed, numbers: typed.numbers.join('\n') };
  const was = version === one.version ? now : readWas(shown, now);
  const met = version === one.version ? [] : metLines(values, was, now);
  if (met.length > 0) return { ...fail('stale'), met };
  const changed = changedLines(values, was).filter((field) => values[field] !== now[field]);
  // Sent again after its answer was lost, or by somebody who typed what another had: it stands already.
  if (changed.length === 0) return { ok: true };
  const given = <K extends Edited, V>(field: K, value: V) => (changed.includes(field) ? { [field]: value } : {});
  const done = await applyOp(
    locals,
    'cases.edit',
    {
      case: id,
      version: one.version,
      ...(changed.includes('caseCode') && { code: typed.caseCode }),
      ...given('numbers', typed.numbers),
      ...given('court', typed.court),
      ...given('jurisdiction', typed.jurisdiction),
      ...given('forum', typed.forum),
      ...given('judge', typed.judge),
      ...given('clerk', typed.clerk),
      ...given('prosecutor', typed.prosecutor),
      ...given('stage', typed.stage),
      ...given('startedOn', typed.startedOn),
      ...given('secrecyUntil', typed.secrecyUntil),
    },
    op,
  );
  const told = atField(done);
  return told.ok ? { ok: true } : told;
}

export async function hangCase(
  locals: App.Locals,
  campaign: string,
  id: string,
  { op, version, parent, incident }: InferOutput<typeof hangSchema>,
): Promise<Result<unknown>> {
  const above = await parentOf(locals, campaign, parent);
  if (!above.ok) return above;
  if (above.value !== null && incident === '') return fail('invalid', { field: 'incident', rule: 'choice' });
  const kind = above.value === null || incident === '' ? {} : { incident };
  return applyOp(locals, 'cases.hang', { case: id, version, parent: above.value, ...kind }, op);
}

/** What was chosen, beside what the table of codes proposed for that court and day. */
export function chooseRuleset(
  locals: App.Locals,
  id: string,
  { op, ...chosen }: InferOutput<typeof ruleSchema>,
  proposed: string,
): Promise<Result<unknown>> {
  return applyOp(locals, 'cases.rule', { case: id, id: op, ...chosen, proposed: proposed.slice(0, 400) }, op);
}

export interface SealedCase {
  caption: string;
  notes: string;
}
const placeOf = (id: string, column: 'caption' | 'notes'): Place => ({ table: 'cases', row: id, column });

export function sealCase(
  locals: App.Locals,
  id: string,
  { op, version, caption, notes }: InferOutput<typeof sealSchema>,
): Promise<Result<unknown>> {
  const { keyring } = ronda();
  const seal = (text: string, column: 'caption' | 'notes'): string | null =>
    text === '' ? null : keyring.seal(text, placeOf(id, column));
  const sealed = { captionSealed: seal(caption, 'caption'), notesSealed: seal(notes, 'notes') };
  return applyOp(locals, 'cases.seal', { case: id, version, ...sealed }, op);
}

/** First the record, then what it is about: nobody reads a carátula without leaving a trace. */
export async function openSealedCase(
  locals: App.Locals,
  campaign: string,
  id: string,
  op: string,
): Promise<Result<SealedCase>> {
  const looked = await applyOp(locals, 'cases.look', { case: id }, op);
  if (!looked.ok) return looked;
  const read = await attempt(() =>
    call<{ caption: string | null; notes: string | null }>(locals.db, 'case_sealed', { campaign, the_case: id }),
  );
  if (!read.ok) return read;
  const open = (sealed: string | null, column: 'caption' | 'notes'): string =>
    sealed === null ? '' : ronda().keyring.open(sealed, placeOf(id, column));
  return ok({ caption: open(read.value.caption, 'caption'), notes: open(read.value.notes, 'notes') });
}
