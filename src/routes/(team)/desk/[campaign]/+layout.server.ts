import { allows } from '$lib/contracts/permissions';
import type { StreamSnapshot } from '$lib/contracts/journal';
import type { TeamTotals } from '$lib/contracts/totals';
import { compartmentSnapshots } from '$lib/features/compartments/index.server';
import { noticeBell } from '$lib/features/notices/index.server';
import { themeOf } from '$lib/server/hooks/language.server';
import { forPage, memberOf } from '$lib/server/desk.server';
import { streamHead } from '$lib/server/realtime/heads.server';
import { call } from '$lib/server/rpc.server';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, cookies }) => {
  const { actor, membership } = memberOf(locals);
  const { campaignId, slug, displayName, roles } = membership;
  const snapshot = (audience: string): Promise<StreamSnapshot> =>
    call(locals.db, 'live_snapshot', { stream: `campaign:${campaignId}:${audience}` });
  const [team, figures, signatures, apart, ownHead, totals, bell] = await forPage(() =>
    Promise.all([
      snapshot('team'),
      allows(roles, 'fund.totals') ? snapshot('figures') : null,
      allows(roles, 'signatures.read') ? snapshot('signatures') : null,
      allows(roles, 'people.confidential') ? compartmentSnapshots(locals.db, campaignId) : [],
      streamHead(`user:${actor.userId}`),
      call<TeamTotals>(locals.db, 'team_totals', { campaign: campaignId }),
      noticeBell(locals.db, campaignId),
    ]),
  );
  return {
    locale: locals.locale,
    theme: themeOf({ cookies }),
    me: { userId: actor.userId, name: displayName, roles },
    campaign: { id: campaignId, slug },
    campaigns: actor.memberships.map((other) => ({ slug: other.slug })),
    snapshots: { team, figures, signatures, apart },
    ownHead,
    totals,
    bell,
    nowMs: Date.now(),
  };
};
