import type { InferOutput } from 'valibot';
import type { Result } from '$lib/contracts/errors';
import { applyOp } from '$lib/server/team-op.server';
import type { registerSchema, statusSchema } from './schema';

/** Registers somebody with where they are. Person and status take the id of the operation: a retry makes no second one. */
export async function registerPerson(
  locals: App.Locals,
  campaign: string,
  { op, personCode: code, pseudonym, status, place, fromDate }: InferOutput<typeof registerSchema>,
): Promise<Result<unknown>> {
  const done = await applyOp(
    locals,
    'people.register',
    { campaign, id: op, code, pseudonym, statusId: op, status, place, fromDate },
    op,
  );
  return !done.ok && done.field === 'code' ? { ...done, field: 'personCode' } : done;
}

export function setStatus(
  locals: App.Locals,
  { op, person, status, place, fromDate }: InferOutput<typeof statusSchema>,
): Promise<Result<unknown>> {
  return applyOp(locals, 'people.set_status', { person, id: op, status, place, fromDate }, op);
}
