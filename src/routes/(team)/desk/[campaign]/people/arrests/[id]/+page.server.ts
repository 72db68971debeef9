import { allows } from '$lib/contracts/permissions';
import {
  actSchema,
  detailsSchema,
  editDetails,
  editFacts,
  factsSchema,
  looksAt,
  lookSchema,
  openDetails,
  undoAct,
  undoSchema,
  writeAct,
} from '$lib/features/arrests/index.server';
import { toldOf } from '$lib/features/notices/index.server';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { membership } = memberOf(locals, 'people.read');
  const { team } = (await parent()).snapshots;
  if (!isUuid(params.id) || !team.rows['arrests']?.some((row) => row['id'] === params.id)) refusePage('not_found');
  const { campaignId, roles } = membership;
  const looks = allows(roles, 'people.confidential')
    ? await forPage(() => looksAt(locals.db, campaignId, params.id))
    : null;
  const seesTold = allows(roles, 'hearings.write') || allows(roles, 'team.manage');
  const told = seesTold ? await forPage(() => toldOf(locals.db, 'arrests', params.id)) : null;
  return { canWrite: allows(roles, 'people.write'), looks, told, op: uuidv7(), at: new Date().toISOString() };
};

const saved = { done: 'saved', what: '' };

export const actions: Actions = {
  async act(event) {
    memberOf(event.locals, 'people.write');
    const form = await readForm(event, actSchema);
    if (!form.ok) return form.response;
    const done = await writeAct(event.locals, event.params.id, form.value);
    return done.ok ? saved : refuse(form.values, done);
  },
  async undo(event) {
    memberOf(event.locals, 'people.write');
    const form = await readForm(event, undoSchema);
    if (!form.ok) return form.response;
    const done = await undoAct(event.locals, event.params.id, form.value);
    return done.ok ? saved : refuse(form.values, done);
  },
  async facts(event) {
    memberOf(event.locals, 'people.write');
    const form = await readForm(event, factsSchema);
    if (!form.ok) return form.response;
    const done = await editFacts(event.locals, event.params.id, form.value);
    return done.ok ? saved : refuse(form.values, done);
  },
  async details(event) {
    const { membership } = memberOf(event.locals, 'people.confidential');
    const form = await readForm(event, detailsSchema);
    if (!form.ok) return form.response;
    const done = await editDetails(event.locals, membership.campaignId, event.params.id, form.value);
    return done.ok ? { ...saved, alike: done.value } : refuse(form.values, done);
  },
  async look(event) {
    const { membership } = memberOf(event.locals, 'people.confidential');
    const form = await readForm(event, lookSchema);
    if (!form.ok) return form.response;
    const opened = await openDetails(event.locals, membership.campaignId, event.params.id, form.value.op);
    return opened.ok ? { details: opened.value } : refuse(form.values, opened);
  },
};
