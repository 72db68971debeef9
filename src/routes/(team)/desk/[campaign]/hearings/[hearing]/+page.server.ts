import type { Result } from '$lib/contracts/errors';
import { allows, type Permission } from '$lib/contracts/permissions';
import { looksOf } from '$lib/features/compartments/index.server';
import {
  assignPlace,
  assignSchema,
  attendedSchema,
  factsSchema,
  hearingAt,
  joinHearing,
  joinSchema,
  leavePlace,
  leaveSchema,
  lookSchema,
  moveHearing,
  moveSchema,
  movesOf,
  noteAttendance,
  openSecret,
  peopleOf,
  outcomeSchema,
  setFacts,
  setStatus,
  statusSchema,
  undoMove,
  undoSchema,
  writeOutcome,
} from '$lib/features/hearings/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type * as v from 'valibot';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { membership } = memberOf(locals, 'hearings.read');
  const { campaignId, roles } = membership;
  const [hearing, moves] = await forPage(() =>
    Promise.all([hearingAt(locals.db, campaignId, params.hearing), movesOf(locals.db, campaignId, params.hearing)]),
  );
  if (!hearing) refusePage('not_found');
  const may = {
    write: allows(roles, 'hearings.write'),
    attend: allows(roles, 'hearings.attend'),
    confidential: allows(roles, 'people.confidential'),
  };
  const people = await forPage(() => peopleOf(locals.db, hearing.caseId));
  const looks = may.confidential ? await forPage(() => looksOf(locals.db, 'hearings', params.hearing)) : null;
  return { hearing, moves, people, may, looks, op: uuidv7() };
};

/** One form of this page: who may, what it must look like, what it does, and what is said afterwards. */
function form<S extends v.GenericSchema>(
  permission: Permission,
  schema: S,
  work: (event: RequestEvent, value: v.InferOutput<S>) => Promise<Result<unknown>>,
  done: string,
) {
  return async (event: RequestEvent) => {
    memberOf(event.locals, permission);
    const read = await readForm(event, schema);
    if (!read.ok) return read.response;
    const came = await work(event, read.value);
    return came.ok ? { done, what: '' } : refuse(read.values, came);
  };
}

export const actions: Actions = {
  move: form(
    'hearings.write',
    moveSchema,
    ({ locals, params }, value) => moveHearing(locals, memberOf(locals).membership.campaignId, params.hearing, value),
    'set',
  ),
  status: form(
    'hearings.write',
    statusSchema,
    ({ locals, params }, value) => setStatus(locals, params.hearing, value),
    'set',
  ),
  undo: form(
    'hearings.write',
    undoSchema,
    ({ locals, params }, value) => undoMove(locals, params.hearing, value),
    'undone',
  ),
  facts: form(
    'hearings.write',
    factsSchema,
    ({ locals, params }, value) => setFacts(locals, params.hearing, value),
    'saved',
  ),
  outcome: form(
    'hearings.write',
    outcomeSchema,
    ({ locals, params }, value) => writeOutcome(locals, params.hearing, value),
    'saved',
  ),
  assign: form(
    'hearings.write',
    assignSchema,
    ({ locals, params }, value) => assignPlace(locals, params.hearing, value),
    'assigned',
  ),
  attended: form(
    'hearings.write',
    attendedSchema,
    ({ locals, params }, value) => noteAttendance(locals, params.hearing, value),
    'saved',
  ),
  join: form(
    'hearings.attend',
    joinSchema,
    ({ locals, params }, value) => joinHearing(locals, params.hearing, value),
    'joined',
  ),
  leave: form(
    'hearings.attend',
    leaveSchema,
    ({ locals, params }, value) => leavePlace(locals, params.hearing, value),
    'left',
  ),
  async look(event) {
    const { membership } = memberOf(event.locals, 'hearings.read');
    const read = await readForm(event, lookSchema);
    if (!read.ok) return read.response;
    const { op, what } = read.value;
    const opened = await openSecret(event.locals, membership.campaignId, event.params.hearing, what, op);
    return opened.ok ? { opened: { what, text: opened.value } } : refuse(read.values, opened);
  },
};
