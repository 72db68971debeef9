import { intakeSchema, recordArrest } from '$lib/features/arrests/index.server';
import { lawyerDetails } from '$lib/features/counsel/index.server';
import { shortCode, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { membership } = memberOf(locals, 'arrests.record');
  const onCall = await forPage(() => lawyerDetails(locals.db, membership.campaignId));
  return { onCall, op: uuidv7(), code: shortCode('C'), pick: Math.random(), at: new Date().toISOString() };
};

export const actions: Actions = {
  async record(event) {
    const { membership } = memberOf(event.locals, 'arrests.record');
    const form = await readForm(event, intakeSchema);
    if (!form.ok) return form.response;
    const done = await recordArrest(event.locals, membership.campaignId, form.value);
    return done.ok ? { done: 'recorded', what: form.value.personCode } : refuse(form.values, done);
  },
};
