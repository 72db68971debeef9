/** Who may read what of reminders and calendars: their owner alone. Nobody writes them: operations do. */
import { ROLES } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import { mustApply, value, type Cast, type Persona } from './cast';
import { entering } from './ops-deadlines';
import { noticeForAll } from './ops-notices';
import type { Expected } from './rls-expected';

/** One row in each of the tables for everybody of the campaign, who then sees one. */
export async function furnishNotices(cast: Cast, campaign: string, as: Persona): Promise<void> {
  const args = entering(campaign);
  await mustApply(cast.db(as), 'deadlines.add', args);
  const me = await value<string>(cast.world, 'select user_id from members where campaign_id = $1 limit 1', [campaign]);
  await mustApply(cast.db(as), 'deadlines.assign', { deadline: args['id'] }, uuidv7());
  await noticeForAll(cast, campaign, String(args['id']));
  await cast.world.sql.query(
    `insert into notice_sends (notice_id, campaign_id, user_id, channel, send_after)
     select id, $1, $2, 'mail', now() from notices where campaign_id = $1 limit 1`,
    [campaign, me],
  );
  await cast.world.sql.query(
    `with who as (select user_id from members where campaign_id = $1),
     s as (insert into notice_settings (campaign_id, user_id, locale, app, mail, push, digest, quiet_from, quiet_to, tz)
       select $1, user_id, 'es', '{}', '{}', '{}', false, '22:00', '07:00', 'UTC' from who),
     d as (insert into push_devices (id, campaign_id, user_id, device_sealed, device_key)
       select gen_random_uuid(), $1, user_id, 'v1.k1.x', repeat('x', 43) from who)
     insert into calendar_feeds (id, campaign_id, user_id, scope, detail, locale, token_hash)
     select gen_random_uuid(), $1, user_id, 'mine', 'busy', 'es', encode(sha256(($1::text || user_id::text)::bytea), 'hex') from who`,
    [campaign],
  );
}

const aimed = ({ campaign }: { campaign: string }): [string, string] => ['campaign_id', campaign];

export const NOTICE_TABLES: Record<string, Expected> = {
  deadline_assignees: {
    select: ROLES,
    row: ({ campaign }, me) => ({ id: uuidv7(), campaign_id: campaign, assignee: me }),
    target: aimed,
    change: (n) => ({ assigned_at: new Date(1_700_000_000_000 + n).toISOString() }),
  },
  notice_settings: {
    select: [],
    own: ROLES,
    row: ({ campaign }, me) => ({ id: uuidv7(), campaign_id: campaign, user_id: me, locale: 'es' }),
    target: aimed,
    change: (n) => ({ digest: n % 2 === 0 }),
  },
  push_devices: {
    select: [],
    own: ROLES,
    columns: 'id, campaign_id, user_id, created_at',
    row: ({ campaign }, me) => ({ id: uuidv7(), campaign_id: campaign, user_id: me, device_sealed: 'x' }),
    target: aimed,
    change: () => ({ last_sent_on: '2026-01-01' }),
  },
  notices: {
    select: [],
    own: ROLES,
    row: ({ campaign }, me) => ({ id: uuidv7(), campaign_id: campaign, user_id: me, kind: 'due' }),
    target: aimed,
    change: (n) => ({ more: n }),
  },
  notice_items: {
    select: [],
    own: ROLES,
    row: ({ campaign }, me) => ({ id: uuidv7(), campaign_id: campaign, user_id: me, step: 'd1' }),
    target: aimed,
    change: (n) => ({ rung: n % 4 }),
  },
  notice_sends: {
    select: [],
    row: ({ campaign }, me) => ({ id: uuidv7(), campaign_id: campaign, user_id: me, channel: 'mail' }),
    target: aimed,
    change: (n) => ({ attempts: n % 100 }),
  },
  calendar_feeds: {
    select: [],
    own: ROLES,
    columns: 'id, campaign_id, scope, detail',
    row: ({ campaign }, me) => ({ id: uuidv7(), campaign_id: campaign, user_id: me, token_hash: 'x' }),
    target: aimed,
    change: (n) => ({ last_used_on: `2026-01-0${(n % 9) + 1}` }),
  },
};
