import type { Result } from '$lib/contracts/errors';
import { applyOp } from '$lib/server/team-op.server';
import { letters } from './letters.server';
import type { PauseForm, TargetForm, TextForm } from './schema';

/** The public page shows it at once in this process, and within seconds in the others. */
function told<T>(done: Result<T>): Result<T> {
  if (done.ok) letters().forget();
  return done;
}

/** Adds a target or changes one. A new one takes the id of the operation, so that a retry is the same one. */
export async function setTarget(
  locals: App.Locals,
  campaign: string,
  { op, target, until, ...rest }: TargetForm,
): Promise<Result<unknown>> {
  const args = { campaign, id: target || op, until: until || null, ...rest };
  return told(await applyOp(locals, 'letters.set_target', args, op));
}

export async function pauseTarget(locals: App.Locals, { op, target, paused }: PauseForm): Promise<Result<unknown>> {
  return told(await applyOp(locals, 'letters.pause', { target, paused: paused === 'yes' }, op));
}

/** Saves a new version of the letter; what was asked for before goes with the words it was asked with. */
export async function writeText(
  locals: App.Locals,
  campaign: string,
  { op, locale, subject, body }: TextForm,
): Promise<Result<unknown>> {
  return told(await applyOp(locals, 'letters.text', { campaign, id: op, locale, subject, body }, op));
}
