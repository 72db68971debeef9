import { error } from '@sveltejs/kit';
import type { StreamSnapshot } from '$lib/contracts/journal';
import { readJournal, streamsOf, verifyJournal } from '$lib/features/journal/index.server';
import { deskMessages } from '$lib/messages/desk';
import { forPage, memberOf } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { refuse } from '$lib/server/forms.server';
import { call } from '$lib/server/rpc.server';
import type { Actions, PageServerLoad } from './$types';

const teamOf = (locals: App.Locals, campaign: string) =>
  call<StreamSnapshot>(locals.db, 'live_snapshot', { stream: `campaign:${campaign}:team` });

export const load: PageServerLoad = async ({ locals, url }) => {
  const { campaignId, roles } = memberOf(locals, 'team.manage').membership;
  const m = deskMessages(locals.locale);
  const team = await forPage(() => teamOf(locals, campaignId));
  const streams = streamsOf(m, campaignId, roles, team);
  const chosen = streams.find(({ key }) => key === (url.searchParams.get('stream') ?? 'team'));
  if (!chosen) error(404, { message: 'not_found', code: 'not_found' });
  const before = Number(url.searchParams.get('before'));
  const from = Number.isSafeInteger(before) && before > 0 ? before : null;
  const { lines, older } = await forPage(() => readJournal(locals.db, m, chosen.stream, team, from));
  return { streams: streams.map(({ key, label }) => ({ key, label })), chosen: chosen.key, lines, older };
};

export const actions: Actions = {
  verify: async ({ locals }) => {
    const { campaignId, roles } = memberOf(locals, 'team.manage').membership;
    const verified = await attempt(async () => {
      const streams = streamsOf(deskMessages(locals.locale), campaignId, roles, await teamOf(locals, campaignId));
      return verifyJournal(locals.db, campaignId, streams);
    });
    if (!verified.ok) return refuse({}, verified);
    return { values: {}, errors: {}, failure: null, verified: verified.value };
  },
};
