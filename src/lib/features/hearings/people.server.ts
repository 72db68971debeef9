import type { InferOutput } from 'valibot';
import type { Result } from '$lib/contracts/errors';
import { applyOp } from '$lib/server/team-op.server';
import type { assignSchema, attendedSchema, joinSchema, leaveSchema, undoSchema } from './schema';

type Done = Promise<Result<unknown>>;

/** A place takes the id of the operation: a second press is the same place. */
export const assignPlace = (
  locals: App.Locals,
  hearing: string,
  { op, user, part }: InferOutput<typeof assignSchema>,
): Done => applyOp(locals, 'hearings.assign', { hearing, id: op, user, part }, op);

export const joinHearing = (locals: App.Locals, hearing: string, { op, part }: InferOutput<typeof joinSchema>): Done =>
  applyOp(locals, 'hearings.join', { hearing, id: op, part }, op);

export const leavePlace = (
  locals: App.Locals,
  hearing: string,
  { op, part, user }: InferOutput<typeof leaveSchema>,
): Done => applyOp(locals, 'hearings.leave', { hearing, part, ...(user === undefined ? {} : { user }) }, op);

const CAME = { yes: true, no: false, unsaid: null } as const;
export const noteAttendance = (
  locals: App.Locals,
  hearing: string,
  { op, user, part, came }: InferOutput<typeof attendedSchema>,
): Done => applyOp(locals, 'hearings.attended', { hearing, user, part, came: CAME[came] }, op);

export const undoMove = (locals: App.Locals, hearing: string, { op, move }: InferOutput<typeof undoSchema>): Done =>
  applyOp(locals, 'hearings.undo', { hearing, id: op, move }, op);
