/** The operations on reminders and calendars, beside `ops-expected.ts`. */
import { randomBytes } from 'node:crypto';
import type { OpKind } from '$lib/contracts/ops';
import { ROLES } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import { mustApply, type Cast } from './cast';
import { entering } from './ops-deadlines';
import { flags, ids, text, type ExpectedOp } from './wrong-args';

type Bad = [string, unknown, string];
let counter = 0;
const hash = (): string => randomBytes(32).toString('hex');

/** A notice about a deadline for everybody of the campaign. */
export async function noticeForAll({ world }: Pick<Cast, 'world'>, campaign: string, deadline: string): Promise<void> {
  await world.sql.query(
    `with n as (insert into notices (campaign_id, user_id, kind) select $1, user_id, 'due' from members where campaign_id = $1 returning id, user_id)
     insert into notice_items (notice_id, campaign_id, user_id, permission, entity, entity_id, step, expires_at, dedupe)
     select id, $1, user_id, 'hearings.read', 'deadlines', $2, 'd1', now() + interval '1 day', gen_random_uuid()::text from n`,
    [campaign, deadline],
  );
}
async function deadline(cast: Cast): Promise<string> {
  const args = entering(cast.campaign);
  await mustApply(cast.db('legal'), 'deadlines.add', args);
  return String(args['id']);
}
const device = () => ({ id: uuidv7(), deviceSealed: 'v1.k1.x', deviceKey: randomBytes(32).toString('base64url') });
async function feed(cast: Cast): Promise<string> {
  const args = {
    campaign: cast.campaign,
    id: uuidv7(),
    scope: 'mine',
    detail: 'busy',
    locale: 'es',
    tokenHash: hash(),
  };
  await mustApply(cast.db('legal'), 'agenda.make', args);
  return args.id;
}
/** Twenty are the most of one person. */
async function room({ world, campaign }: Cast): Promise<void> {
  await world.sql.query('delete from calendar_feeds where campaign_id = $1', [campaign]);
  await world.sql.query('delete from push_devices where campaign_id = $1', [campaign]);
}
const hashes: Bad[] = ['x', undefined, null, 7, 'A'.repeat(64)].map((bad) => ['tokenHash', bad, 'required']);
const kinds = (name: string): Bad[] => [
  [name, 'due', 'required'],
  [name, undefined, 'required'],
  [name, ['due', 'party'], 'choice'],
];

type Kinds = Extract<OpKind, `notices.${string}` | `agenda.${string}`> | 'deadlines.assign';
export const NOTICE_OPS: Record<Kinds, ExpectedOp> = {
  'deadlines.assign': {
    may: ['legal'],
    args: async (cast) => ({
      deadline: await deadline(cast),
      assignee: cast.users.legal.userId,
      second: cast.users.coordinator.userId,
    }),
    bad: [
      ...ids('deadline'),
      ['assignee', uuidv7(), 'choice'],
      ['assignee', 'nobody', 'required'],
      ['second', uuidv7(), 'choice'],
    ],
  },
  'notices.set': {
    may: ROLES,
    args: ({ campaign }) => ({
      campaign,
      locale: 'es',
      app: ['due'],
      mail: [],
      push: ['due', 'clock'],
      digest: true,
      quietFrom: `0${(counter += 1) % 10}:${String(counter % 60).padStart(2, '0')}`,
      quietTo: '07:00',
      tz: 'America/Santiago',
    }),
    bad: [
      ...ids('campaign'),
      ...['fr', undefined].map((bad): Bad => ['locale', bad, 'choice']),
      ...kinds('app'),
      ...kinds('mail'),
      ...kinds('push'),
      ...flags('digest'),
      ...['7', '24:00', '7:00', undefined].map((bad): Bad => ['quietFrom', bad, 'time']),
      ...['07:60', null].map((bad): Bad => ['quietTo', bad, 'time']),
      ...['Mars/Base', undefined].map((bad): Bad => ['tz', bad, 'choice']),
    ],
  },
  'notices.read': {
    may: ROLES,
    args: async (cast) => {
      await noticeForAll(cast, cast.campaign, await deadline(cast));
      return { campaign: cast.campaign, read: true };
    },
    bad: [...ids('campaign'), ...flags('read'), ['notices', 'x', 'required'], ['notices', ['x'], 'required']],
  },
  'notices.device': {
    may: ROLES,
    args: async (cast) => {
      await room(cast);
      return { campaign: cast.campaign, ...device() };
    },
    bad: [...ids('campaign'), ...ids('id'), ...text('deviceSealed', 4000), ...text('deviceKey', 43)],
  },
  'notices.forget_device': {
    may: ['legal'],
    args: async (cast) => {
      await room(cast);
      const { id, ...rest } = device();
      await mustApply(cast.db('legal'), 'notices.device', { campaign: cast.campaign, id, ...rest });
      return { device: id };
    },
    bad: ids('device'),
  },
  'agenda.make': {
    may: ROLES,
    args: async (cast) => {
      await room(cast);
      return {
        campaign: cast.campaign,
        id: uuidv7(),
        scope: 'campaign',
        detail: 'full',
        locale: 'en',
        tokenHash: hash(),
      };
    },
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...['all', undefined].map((bad): Bad => ['scope', bad, 'choice']),
      ...['names', undefined].map((bad): Bad => ['detail', bad, 'choice']),
      ...['fr', undefined].map((bad): Bad => ['locale', bad, 'choice']),
      ...hashes,
    ],
  },
  'agenda.renew': {
    may: ['legal'],
    args: async (cast) => {
      await room(cast);
      return { feed: await feed(cast), tokenHash: hash() };
    },
    bad: [...ids('feed'), ...hashes],
  },
  'agenda.end': {
    may: ['legal'],
    args: async (cast) => {
      await room(cast);
      return { feed: await feed(cast) };
    },
    bad: ids('feed'),
  },
};
