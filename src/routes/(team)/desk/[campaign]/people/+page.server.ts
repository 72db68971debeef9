import { allows } from '$lib/contracts/permissions';
import { findSchema, registerPerson, registerSchema } from '$lib/features/people/index.server';
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
  /** Without scripts: with them nothing that is typed leaves the browser. */
  async find(event) {
    memberOf(event.locals, 'people.read');
    const form = await readForm(event, findSchema);
    return form.ok ? { typed: form.value.typed } : form.response;
  },
};
