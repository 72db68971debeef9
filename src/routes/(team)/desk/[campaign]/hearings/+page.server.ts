import { allows } from '$lib/contracts/permissions';
import { viewOf } from '$lib/features/hearings';
import { scheduleHearing, scheduleSchema } from '$lib/features/hearings/index.server';
import { today } from '$lib/kernel/dates';
import { uuidv7 } from '$lib/kernel/ids';
import { memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

const ZONE = 'America/Argentina/Buenos_Aires';

export const load: PageServerLoad = async ({ locals, url, parent }) => {
  const { membership } = memberOf(locals, 'hearings.read');
  const { team } = (await parent()).snapshots;
  const zone = team.rows['campaigns']?.[0]?.['tz'];
  return {
    canWrite: allows(membership.roles, 'hearings.write'),
    op: uuidv7(),
    shown: viewOf(url.searchParams, today(typeof zone === 'string' ? zone : ZONE)),
  };
};

export const actions: Actions = {
  async schedule(event) {
    const { membership } = memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, scheduleSchema, ['defence']);
    if (!form.ok) return form.response;
    const done = await scheduleHearing(event.locals, membership.campaignId, form.value);
    return done.ok ? { done: 'scheduled', what: form.value.caseCode } : refuse(form.values, done);
  },
};
