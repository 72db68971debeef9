/** What the pages of counsel do. */
import type { InferOutput } from 'valibot';
import type { Result } from '$lib/contracts/errors';
import { toInstant } from '$lib/kernel/dates';
import { shortCode } from '$lib/kernel/ids';
import { invalid } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import type { Db } from '$lib/server/backend/index.server';
import type { Place } from '$lib/server/crypto/keyring.server';
import { call } from '$lib/server/rpc.server';
import { applyOp } from '$lib/server/team-op.server';
import type { LawyerDetails } from './model';
import type { appointmentSchema, appointSchema, lawyerEditSchema, lawyerSchema, planSchema } from './schema';

const placeOf = (row: string): Place => ({ table: 'lawyers', row, column: 'details' });
const NOTHING: LawyerDetails = { name: '', phone: '', address: '' };

function seal(lawyer: string, { name, phone, address }: LawyerDetails): string | null {
  if (name + phone + address === '') return null;
  return ronda().keyring.seal(JSON.stringify({ name, phone, address }), placeOf(lawyer));
}

function unpack(packed: string): LawyerDetails {
  const read: unknown = JSON.parse(packed);
  const text = (field: keyof LawyerDetails): string => {
    const value: unknown = typeof read === 'object' && read !== null ? Reflect.get(read, field) : '';
    return typeof value === 'string' ? value : '';
  };
  return { ...NOTHING, name: text('name'), phone: text('phone'), address: text('address') };
}

/** Names and telephones by lawyer: all of them for the legal desk, of who is on call now for whoever takes arrests down. */
export async function lawyerDetails(db: Db, campaign: string): Promise<Record<string, LawyerDetails>> {
  const rows = await call<{ lawyer: string; sealed: string }[] | null>(db, 'lawyers_sealed', { campaign });
  const opened = (rows ?? []).map(
    ({ lawyer, sealed }) => [lawyer, unpack(ronda().keyring.open(sealed, placeOf(lawyer)))] as const,
  );
  return Object.fromEntries(opened);
}

export async function addLawyer(
  locals: App.Locals,
  campaign: string,
  { op, member, ...details }: InferOutput<typeof lawyerSchema>,
): Promise<Result<unknown>> {
  if (member === '' && details.name === '') return invalid('required', 'name');
  const args = {
    campaign,
    id: op,
    code: shortCode('L'),
    ...(member !== '' && { member }),
    detailsSealed: seal(op, details),
  };
  return applyOp(locals, 'counsel.add_lawyer', args, op);
}

export function editLawyer(
  locals: App.Locals,
  { op, lawyer, ...details }: InferOutput<typeof lawyerEditSchema>,
): Promise<Result<unknown>> {
  return applyOp(locals, 'counsel.edit_lawyer', { lawyer, detailsSealed: seal(lawyer, details) }, op);
}

export function appoint(
  locals: App.Locals,
  theCase: string,
  { op, lawyer, person, rank, scope, acceptedOn }: InferOutput<typeof appointSchema>,
): Promise<Result<unknown>> {
  const args = {
    case: theCase,
    id: op,
    lawyer,
    rank,
    scope,
    ...(person !== '' && { person }),
    ...(acceptedOn !== '' && { acceptedOn }),
  };
  return applyOp(locals, 'counsel.appoint', args, op);
}

export function editAppointment(
  locals: App.Locals,
  { op, appointment, rank, scope, acceptedOn, endedOn, removed }: InferOutput<typeof appointmentSchema>,
): Promise<Result<unknown>> {
  const days = { ...(acceptedOn !== '' && { acceptedOn }), ...(endedOn !== '' && { endedOn }) };
  return applyOp(
    locals,
    'counsel.edit_appointment',
    { appointment, rank, scope, ...days, removed: removed === 'yes' },
    op,
  );
}

export async function planShift(
  locals: App.Locals,
  campaign: string,
  { op, lawyer, fromDay, fromTime, untilDay, untilTime, area, tz }: InferOutput<typeof planSchema>,
): Promise<Result<unknown>> {
  const from = toInstant(`${fromDay}T${fromTime}`, tz);
  if (!from.ok) return { ...from, field: 'fromTime' };
  const until = toInstant(`${untilDay}T${untilTime}`, tz);
  if (!until.ok) return { ...until, field: 'untilTime' };
  const done = await applyOp(
    locals,
    'duty.plan',
    { campaign, id: op, lawyer, from: from.value, until: until.value, area },
    op,
  );
  if (done.ok) return done;
  return {
    ...done,
    ...(done.field === 'from' && { field: 'fromDay' }),
    ...(done.field === 'until' && { field: 'untilDay' }),
  };
}
