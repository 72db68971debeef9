/** What each role may do with organisations, paper and milestones, beside `rls-expected.ts`. */
import { ROLES } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import type { Expected } from './rls-expected';

const everyone = ROLES;

export const GATHERED: Record<string, Expected> = {
  paper_batches: {
    select: ['owner', 'organizer'],
    insert: ['owner', 'organizer'],
    update: ['owner', 'organizer'],
    row: ({ campaign }, me) => ({
      id: uuidv7(),
      campaign_id: campaign,
      label: 'Plaza',
      day: '2026-01-01',
      on_sheet: 3,
      created_by: me,
    }),
    target: ({ batch }) => ['id', batch],
    change: (n) => ({ place: `Plaza ${n}` }),
  },
  paper_rows: {
    select: ['owner', 'organizer'],
    insert: ['owner', 'organizer'],
    update: ['owner', 'organizer'],
    row: ({ campaign, batch }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      batch_id: batch,
      country: 'AR',
      name_sealed: 'x',
      name_key: 'x',
    }),
    target: ({ batch }) => ['batch_id', batch],
    change: (n) => ({ struck_at: new Date(1_700_000_000_000 + n).toISOString() }),
  },
  milestones: {
    select: everyone,
    insert: ['owner', 'organizer'],
    update: ['owner', 'organizer'],
    row: ({ campaign }, _, n) => ({ id: uuidv7(), campaign_id: campaign, n: 5000 + n }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ dropped_at: new Date(1_700_000_000_000 + n).toISOString() }),
  },
  endorsements: {
    select: ['owner', 'organizer'],
    insert: ['owner', 'organizer'],
    update: ['owner', 'organizer'],
    columns: 'id, campaign_id, name, state, has_contact',
    row: ({ campaign }, me) => ({
      id: uuidv7(),
      campaign_id: campaign,
      name: 'Sindicato',
      country: 'AR',
      kind: 'union',
      decided_by: me,
    }),
    target: ({ endorsement }) => ['id', endorsement],
    change: (n) => ({ name: `Sindicato ${n}` }),
  },
};
