import { allows } from '$lib/contracts/permissions';
import {
  cancelRun,
  cancelSchema,
  erasePerson,
  newestRuns,
  peopleRuleSchema,
  personSchema,
  previewOf,
  ruleOf,
  ruleSchema,
  runSchema,
  setPeopleRule,
  setRule,
  startRun,
} from '$lib/features/privacy/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

const RUNS = 50;

export const load: PageServerLoad = async ({ locals, depends }) => {
  depends('retention:runs');
  const { membership } = memberOf(locals, 'signatures.read');
  const { campaignId, roles } = membership;
  const [rule, preview, runs] = await forPage(() =>
    Promise.all([
      ruleOf(locals.db, campaignId),
      previewOf(locals.db, campaignId),
      newestRuns(locals.db, campaignId, RUNS),
    ]),
  );
  const canSet = allows(roles, 'team.manage');
  return { rule, preview, runs, canSet, canErase: allows(roles, 'signatures.write'), op: uuidv7() };
};

export const actions: Actions = {
  async rule(event) {
    const { membership } = memberOf(event.locals, 'team.manage');
    const form = await readForm(event, ruleSchema);
    if (!form.ok) return form.response;
    const done = await setRule(event.locals, membership.campaignId, form.value);
    return done.ok ? { done: 'rule', what: '' } : refuse(form.values, done);
  },
  async people(event) {
    const { membership } = memberOf(event.locals, 'team.manage');
    const form = await readForm(event, peopleRuleSchema);
    if (!form.ok) return form.response;
    const done = await setPeopleRule(event.locals, membership.campaignId, form.value);
    return done.ok ? { done: 'rule', what: '' } : refuse(form.values, done);
  },
  async run(event) {
    const { membership } = memberOf(event.locals, 'team.manage');
    const form = await readForm(event, runSchema);
    if (!form.ok) return form.response;
    const done = await startRun(event.locals, membership.campaignId, form.value.op);
    return done.ok ? { done: 'started', what: '' } : refuse(form.values, done);
  },
  async cancel(event) {
    memberOf(event.locals, 'team.manage');
    const form = await readForm(event, cancelSchema);
    if (!form.ok) return form.response;
    const done = await cancelRun(event.locals, form.value);
    return done.ok ? { done: 'cancelled', what: '' } : refuse(form.values, done);
  },
  async person(event) {
    const { membership } = memberOf(event.locals, 'signatures.write');
    const form = await readForm(event, personSchema);
    if (!form.ok) return form.response;
    const done = await erasePerson(event.locals, membership.campaignId, form.value);
    return done.ok ? { done: 'erased', what: String(done.value) } : refuse(form.values, done);
  },
};
