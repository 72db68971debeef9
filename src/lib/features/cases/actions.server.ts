/** The forms of the list of cases and of the page of one. */
import type { RequestEvent } from '@sveltejs/kit';
import { isUuid } from '$lib/kernel/ids';
import { memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { chooseRuleset, editCase, hangCase, openCase, openSealedCase, sealCase } from './cases.server';
import {
  closeSchema,
  editSchema,
  followSchema,
  hangSchema,
  openSchema,
  opSchema,
  ruleSchema,
  sealSchema,
} from './schema';

type Event = Pick<RequestEvent, 'request' | 'locals' | 'params'>;
const target = ({ params }: Event): string => (isUuid(params['case']) ? params['case'] : '');

export const listActions = {
  async open(event: Event) {
    const { membership } = memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, openSchema);
    if (!form.ok) return form.response;
    const done = await openCase(event.locals, membership.campaignId, form.value);
    return done.ok ? { done: 'opened', what: form.value.caseCode, opened: form.value.op } : refuse(form.values, done);
  },
};

export const caseActions = {
  async edit(event: Event) {
    const { membership } = memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, editSchema);
    if (!form.ok) return form.response;
    const done = await editCase(event.locals, membership.campaignId, target(event), form.value);
    if (done.ok) return { done: 'edited', what: '' };
    return refuse({ ...form.values, met: (done.met ?? []).join(',') }, done);
  },
  async seal(event: Event) {
    memberOf(event.locals, 'people.confidential');
    const form = await readForm(event, sealSchema);
    if (!form.ok) return form.response;
    const done = await sealCase(event.locals, target(event), form.value);
    return done.ok ? { done: 'sealed', what: '' } : refuse(form.values, done);
  },
  async look(event: Event) {
    const { membership } = memberOf(event.locals, 'people.confidential');
    const form = await readForm(event, opSchema);
    if (!form.ok) return form.response;
    const opened = await openSealedCase(event.locals, membership.campaignId, target(event), form.value.op);
    return opened.ok ? { sealed: opened.value } : refuse(form.values, opened);
  },
  async hang(event: Event) {
    const { membership } = memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, hangSchema);
    if (!form.ok) return form.response;
    const done = await hangCase(event.locals, membership.campaignId, target(event), form.value);
    return done.ok ? { done: 'hung', what: form.value.parent } : refuse(form.values, done);
  },
  async child(event: Event) {
    const { membership } = memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, openSchema);
    if (!form.ok) return form.response;
    const done = await openCase(event.locals, membership.campaignId, form.value);
    return done.ok ? { done: 'child', what: form.value.caseCode, opened: form.value.op } : refuse(form.values, done);
  },
  async close(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, closeSchema);
    if (!form.ok) return form.response;
    const { op, outcome } = form.value;
    const done = await applyOp(event.locals, 'cases.close', { case: target(event), outcome }, op);
    return done.ok ? { done: 'closed', what: '' } : refuse(form.values, done);
  },
  async reopen(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, opSchema);
    if (!form.ok) return form.response;
    const done = await applyOp(event.locals, 'cases.reopen', { case: target(event) }, form.value.op);
    return done.ok ? { done: 'reopened', what: '' } : refuse(form.values, done);
  },
  async follow(event: Event) {
    memberOf(event.locals, 'hearings.read');
    const form = await readForm(event, followSchema);
    if (!form.ok) return form.response;
    const { op, following } = form.value;
    const args = { case: target(event), id: op, following: following === 'yes' };
    const done = await applyOp(event.locals, 'cases.follow', args, op);
    return done.ok ? { done: `follow_${following}`, what: '' } : refuse(form.values, done);
  },
};

/** What stands in the table of codes for a court and a day, in one line; null for a code that is not in it. */
export type Proposes = (ruleset: string, jurisdiction: string, startedOn: string) => string | null;

/** Cases know no rules: whoever puts the page together says which codes there are. */
export function ruleAction(proposes: Proposes) {
  return async (event: Event) => {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, ruleSchema);
    if (!form.ok) return form.response;
    const { ruleset, jurisdiction, startedOn } = form.value;
    const proposed = proposes(ruleset, jurisdiction, startedOn);
    if (proposed === null) {
      return refuse(form.values, { ok: false, code: 'invalid', field: 'ruleset', rule: 'choice' });
    }
    const done = await chooseRuleset(event.locals, target(event), form.value, proposed);
    return done.ok ? { done: 'ruled', what: ruleset } : refuse(form.values, done);
  };
}
