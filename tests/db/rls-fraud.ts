/** What each role may do with the tables of the fraud desk. */
import { uuidv7 } from '$lib/kernel/ids';
import type { Expected } from './rls-expected';

export const FRAUD_TABLES: Record<string, Expected> = {
  signing_rules: {
    select: ['owner', 'organizer'],
    update: ['owner', 'organizer'],
    row: ({ campaign }) => ({ id: campaign, campaign_id: campaign, burst: 7 }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ burst: 100 + n }),
  },
  fraud_alarms: {
    select: ['owner', 'organizer'],
    update: ['owner', 'organizer'],
    row: ({ campaign }, _, n) => ({ campaign_id: campaign, kind: 'network', trend_key: `${n}`, label: 'A', n: 5 }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ seen_at: new Date(1_700_000_000_000 + n).toISOString() }),
  },
  invalidations: {
    select: ['owner', 'organizer'],
    insert: ['owner', 'organizer'],
    update: ['owner', 'organizer'],
    row: ({ campaign }, me) => ({
      id: uuidv7(),
      campaign_id: campaign,
      kind: 'invalidate',
      conditions: { country: 'AQ' },
      created_by: me,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ asked_at: new Date(1_700_000_000_000 + n).toISOString() }),
  },
};
