/** Who may do what with the tables of money that goes out. Nobody writes them: what is asked and paid goes through functions. */
import { uuidv7 } from '$lib/kernel/ids';
import type { Expected } from './rls-expected';

const readers = ['owner', 'treasurer'] as const;
const askers = ['owner', 'organizer', 'legal', 'treasurer', 'coordinator'] as const;

export const SPENDING_TABLES: Record<string, Expected> = {
  spend_limits: {
    select: askers,
    row: ({ campaign }, _, n) => ({ campaign_id: campaign, currency: `X${n}Y`, limit_minor: 5 }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ limit_minor: 900 + n }),
  },
  spend_requests: {
    select: readers,
    columns: 'id, campaign_id, number, state, amount_minor',
    row: ({ campaign }, me, n) => ({
      id: uuidv7(),
      campaign_id: campaign,
      number: 1000 + n,
      reference: `RF00Y${n}`,
      category: 'other',
      amount_minor: 5,
      currency: 'ARS',
      payee_sealed: 'x',
      purpose_sealed: 'x',
      requested_by: me,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ amount_minor: 900 + n }),
  },
  spend_approvals: {
    select: readers,
    row: ({ campaign }, me) => ({ campaign_id: campaign, request_id: uuidv7(), version: 1, created_by: me }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ version: 900 + n }),
  },
  spend_receipts: {
    select: readers,
    row: ({ campaign }) => ({ id: uuidv7(), campaign_id: campaign, request_id: uuidv7() }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ removed_at: new Date(1_700_000_000_000 + n).toISOString() }),
  },
  spend_payments: {
    select: readers,
    row: ({ campaign, entry }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      request_id: uuidv7(),
      entry_id: entry,
      day: '2026-01-01',
      currency: 'ARS',
      minor: 5,
      paid_currency: 'ARS',
      paid_minor: 5,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ minor: 900 + n }),
  },
  bails: {
    select: readers,
    row: ({ campaign }) => ({ id: uuidv7(), campaign_id: campaign }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ returned_minor: 900 + n }),
  },
  bail_moves: {
    select: readers,
    row: ({ campaign, entry }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      bail_id: uuidv7(),
      kind: 'returned',
      entry_id: entry,
      day: '2026-01-01',
      minor: 5,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ minor: 900 + n }),
  },
  spend_acts: {
    select: readers,
    row: ({ campaign }) => ({ campaign_id: campaign, kind: 'exported' }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: () => ({ kind: 'exported' }),
  },
};
