import { allows, type Permission } from '$lib/contracts/permissions';
import type { Result } from '$lib/contracts/errors';
import {
  checkIn,
  checkSchema,
  contactSchema,
  custodyOf,
  oblige,
  obligeSchema,
  recordOf,
  setStatus,
  statusSchema,
  staySchema,
  streamsOf,
  undo,
  undoSchema,
  writeContact,
  writeStay,
} from '$lib/features/custody/index.server';
import { renamePerson, renameSchema } from '$lib/features/people/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { GenericSchema, InferOutput } from 'valibot';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  const { membership } = memberOf(locals, 'people.read');
  depends('person:custody');
  const { campaignId, roles } = membership;
  const canSeal = allows(roles, 'people.confidential');
  const [custody, streams, record] = await forPage(() =>
    Promise.all([
      custodyOf(locals.db, params.person),
      streamsOf(locals.db, campaignId, params.person, canSeal),
      canSeal ? recordOf(locals.db, params.person) : null,
    ]),
  );
  return { custody, record, streams, canWrite: allows(roles, 'people.write'), canSeal, op: uuidv7() };
};

/** One form, one operation. */
function act<S extends GenericSchema>(
  schema: S,
  done: string,
  work: (event: RequestEvent, form: InferOutput<S>, campaign: string) => Promise<Result<unknown>>,
  needs: Permission = 'people.write',
) {
  return async (event: RequestEvent) => {
    const { membership } = memberOf(event.locals, needs);
    const form = await readForm(event, schema);
    if (!form.ok) return form.response;
    const answer = await work(event, form.value, membership.campaignId);
    return answer.ok ? { done, what: '' } : refuse(form.values, answer);
  };
}

export const actions: Actions = {
  status: act(statusSchema, 'custody_saved', ({ locals, params }, form) => setStatus(locals, params.person, form)),
  stay: act(staySchema, 'custody_saved', ({ locals, params }, form) => writeStay(locals, params.person, form)),
  contact: act(contactSchema, 'custody_saved', ({ locals, params }, form) => writeContact(locals, params.person, form)),
  oblige: act(obligeSchema, 'custody_saved', ({ locals, params }, form, campaign) =>
    oblige(locals, campaign, params.person, form),
  ),
  check: act(checkSchema, 'checked', ({ locals, params }, form) => checkIn(locals, params.person, form)),
  undo: act(undoSchema, 'custody_undone', ({ locals, params }, form) => undo(locals, params.person, form)),
  rename: act(renameSchema, 'renamed', ({ locals, params }, form) => renamePerson(locals, params.person, form)),
};
