import { allows } from '$lib/contracts/permissions';
import { alike, alikeSchema, findSchema, registerPerson, registerSchema } from '$lib/features/people/index.server';
import { shortCode, uuidv7 } from '$lib/kernel/ids';
import { memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  const { membership } = memberOf(locals, 'people.read');
  return {
    canWrite: allows(membership.roles, 'people.write'),
    canSearch: allows(membership.roles, 'people.confidential'),
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
  /** Whether somebody is here already, by name or document: codes answer, and only to the legal desk. */
  async alike(event) {
    const { membership } = memberOf(event.locals, 'people.confidential');
    const form = await readForm(event, alikeSchema);
    if (!form.ok) return form.response;
    const { name, document } = form.value;
    const found = await alike(event.locals, membership.campaignId, { names: [name], document });
    return found.ok ? { alike: found.value } : refuse(form.values, found);
  },
  /** Without scripts: with them nothing that is typed leaves the browser. */
  async find(event) {
    memberOf(event.locals, 'people.read');
    const form = await readForm(event, findSchema);
    return form.ok ? { typed: form.value.typed } : form.response;
  },
};
