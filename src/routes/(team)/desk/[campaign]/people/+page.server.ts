import { allows } from '$lib/contracts/permissions';
import { registerPerson, registerSchema, setStatus, statusSchema } from '$lib/features/people/index.server';
import { shortCode, uuidv7 } from '$lib/kernel/ids';
import { memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  const { membership } = memberOf(locals, 'people.read');
  return {
    canWrite: allows(membership.roles, 'people.write'),
    canRecord: allows(membership.roles, 'arrests.record'),
    op: uuidv7(),
    code: shortCode('C'),
  };
};

export const actions: Actions = {
  async register(event) {
    const { membership } = memberOf(event.locals, 'people.write');
    const form = await readForm(event, registerSchema);
    if (!form.ok) return form.response;
    const done = await registerPerson(event.locals, membership.campaignId, form.value);
    return done.ok ? { done: 'person_registered', what: form.value.personCode } : refuse(form.values, done);
  },
  async status(event) {
    memberOf(event.locals, 'people.write');
    const form = await readForm(event, statusSchema);
    if (!form.ok) return form.response;
    const done = await setStatus(event.locals, form.value);
    return done.ok ? { done: 'status_set', what: form.value.personCode } : refuse(form.values, done);
  },
};
