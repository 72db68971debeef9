import { allows } from '$lib/contracts/permissions';
import { deadlineActions, oneDeadline } from '$lib/features/deadlines/index.server';
import { assign, assignedTo, assignSchema, toldOf } from '$lib/features/notices/index.server';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { membership } = memberOf(locals, 'hearings.read');
  const id = params.deadline;
  const one = isUuid(id) ? await forPage(() => oneDeadline(locals.db, membership.campaignId, id)) : null;
  if (one === null) return refusePage('not_found');
  const canWrite = allows(membership.roles, 'hearings.write');
  const seesTold = canWrite || allows(membership.roles, 'team.manage');
  const [assigned, told] = await forPage(() =>
    Promise.all([assignedTo(locals.db, id), seesTold ? toldOf(locals.db, 'deadlines', id) : null]),
  );
  return { ...one, canWrite, assigned, told, op: uuidv7() };
};

export const actions: Actions = {
  ...deadlineActions,
  async assign(event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, assignSchema);
    if (!form.ok) return form.response;
    const done = await assign(event.locals, event.params.deadline, form.value);
    return done.ok ? { done: 'assigned', what: '' } : refuse(form.values, done);
  },
};
