import { allows } from '$lib/contracts/permissions';
import {
  hearingHistory,
  moveHearing,
  moveSchema,
  outcomeSchema,
  recordOutcome,
  scheduleHearing,
  scheduleSchema,
} from '$lib/features/hearings/index.server';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, parent }) => {
  const { membership } = memberOf(locals, 'hearings.read');
  const hearing = url.searchParams.get('history');
  const { team } = (await parent()).snapshots;
  const history = isUuid(hearing)
    ? { hearing, entries: await forPage(() => hearingHistory(locals.db, team.stream, team.seq, hearing)) }
    : null;
  return { canWrite: allows(membership.roles, 'hearings.write'), op: uuidv7(), history };
};

export const actions: Actions = {
  async schedule(event) {
    const { membership } = memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, scheduleSchema);
    if (!form.ok) return form.response;
    const done = await scheduleHearing(event.locals, membership.campaignId, form.value);
    return done.ok ? { done: 'hearing_scheduled', what: form.value.caseCode } : refuse(form.values, done);
  },
  async move(event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, moveSchema);
    if (!form.ok) return form.response;
    const done = await moveHearing(event.locals, form.value);
    return done.ok ? { done: 'hearing_set', what: '' } : refuse(form.values, done);
  },
  async outcome(event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, outcomeSchema);
    if (!form.ok) return form.response;
    const done = await recordOutcome(event.locals, form.value);
    return done.ok ? { done: 'hearing_set', what: '' } : refuse(form.values, done);
  },
};
