import {
  addDevice,
  deviceSchema,
  forgetDevice,
  forgetSchema,
  keepChoices,
  KIND_GROUPS,
  ownChoices,
  ownDevices,
  pushKey,
  settingsSchema,
} from '$lib/features/notices/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

/** Whoever acts on dates every day has the digest until they say otherwise. */
const DIGEST = ['owner', 'organizer', 'legal', 'coordinator'];

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { membership } = memberOf(locals);
  const { campaignId, roles } = membership;
  const { snapshots } = await parent();
  const zone = snapshots.team.rows['campaigns']?.[0]?.['tz'];
  const tz = typeof zone === 'string' ? zone : 'America/Argentina/Buenos_Aires';
  const digest = roles.some((role) => DIGEST.includes(role));
  const [choices, devices] = await forPage(() =>
    Promise.all([
      ownChoices(locals.db, campaignId, { locale: locals.locale, tz, digest }),
      ownDevices(locals.db, campaignId),
    ]),
  );
  const zones = [...new Set([tz, choices.tz, ...Intl.supportedValuesOf('timeZone')])];
  return { choices, devices, pushKey: pushKey(), zones, op: uuidv7() };
};

export const actions: Actions = {
  async choose(event) {
    const { membership } = memberOf(event.locals);
    const form = await readForm(event, settingsSchema, KIND_GROUPS);
    if (!form.ok) return form.response;
    const done = await keepChoices(event.locals, membership.campaignId, form.value);
    return done.ok ? { done: 'chosen', what: '' } : refuse(form.values, done);
  },
  async device(event) {
    const { membership } = memberOf(event.locals);
    const form = await readForm(event, deviceSchema);
    // The address of a browser is a secret of it and does not go back into a page.
    if (!form.ok) return form.response;
    const done = await addDevice(event.locals, membership.campaignId, form.value);
    return done.ok ? { done: 'added', what: '' } : refuse({ ...form.values, device: '' }, done);
  },
  async forget(event) {
    memberOf(event.locals);
    const form = await readForm(event, forgetSchema);
    if (!form.ok) return form.response;
    const done = await forgetDevice(event.locals, form.value.device, form.value.op);
    return done.ok ? { done: 'removed', what: '' } : refuse(form.values, done);
  },
};
