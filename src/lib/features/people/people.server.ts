import type { InferOutput } from 'valibot';
import type { Result } from '$lib/contracts/errors';
import { applyOp } from '$lib/server/team-op.server';
import type { registerSchema, renameSchema } from './schema';

/** Registers somebody with where they are. Person and status take the id of the operation: a retry makes no second one. */
export async function registerPerson(
  locals: App.Locals,
  campaign: string,
  { op, personCode: code, ...standing }: InferOutput<typeof registerSchema>,
): Promise<Result<unknown>> {
  const done = await applyOp(locals, 'people.register', { campaign, id: op, code, statusId: op, ...standing }, op);
  return !done.ok && done.field === 'code' ? { ...done, field: 'personCode' } : done;
}

export function renamePerson(
  locals: App.Locals,
  person: string,
  { op, pseudonym }: InferOutput<typeof renameSchema>,
): Promise<Result<unknown>> {
  return applyOp(locals, 'people.rename', { person, pseudonym }, op);
}
