/** Who may do what with the tables of the fund. Nobody writes them: bookings go through one function. */
import { createHash } from 'node:crypto';
import { uuidv7 } from '$lib/kernel/ids';
import type { Expected } from './rls-expected';

export const FUND_TABLES: Record<string, Expected> = {
  fund_accounts: {
    select: ['owner', 'treasurer'],
    row: ({ campaign }, _, n) => ({ campaign_id: campaign, kind: 'fees', currency: 'ARS', name: `${n}` }),
    target: ({ account }) => ['id', account],
    change: (n) => ({ name: `${n}` }),
  },
  // Booked through one function alone: fund.spec.ts.
  fund_entries: {
    select: ['owner', 'treasurer'],
    row: ({ campaign }, me) => ({
      id: uuidv7(),
      campaign_id: campaign,
      kind: 'gift',
      value_date: '2026-01-01',
      currency: 'ARS',
      amount_minor: 500,
      created_by: me,
    }),
    target: ({ entry }) => ['id', entry],
    change: (n) => ({ amount_minor: 900 + n }),
  },
  fund_postings: {
    select: ['owner', 'treasurer'],
    row: ({ campaign, entry, account }) => ({
      campaign_id: campaign,
      entry_id: entry,
      account_id: account,
      currency: 'ARS',
      amount_minor: 1,
    }),
    target: ({ entry }) => ['entry_id', entry],
    change: (n) => ({ amount_minor: 900 + n }),
  },
  fund_totals: {
    select: ['owner', 'organizer', 'treasurer', 'observer'],
    row: ({ campaign }) => ({ campaign_id: campaign, currency: 'USD', received_minor: 1 }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ received_minor: 900 + n }),
  },
  bank_accounts: {
    select: ['owner', 'treasurer'],
    row: ({ campaign, account }, _, n) => ({ id: account, campaign_id: campaign, currency: 'ARS', name: `${n}` }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ name: `${n}` }),
  },
  fund_settings: {
    select: ['owner', 'organizer', 'treasurer', 'observer'],
    row: ({ campaign }) => ({ campaign_id: campaign }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ goal_minor: 900 + n }),
  },
  fund_rates: {
    select: ['owner', 'organizer', 'treasurer', 'observer'],
    row: ({ campaign }, _, n) => ({
      campaign_id: campaign,
      source: `s${n}`,
      base: 'EUR',
      quote: 'ARS',
      day: '2026-01-01',
      rate: 1,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ rate: 900 + n }),
  },
  fund_rate_imports: {
    select: ['owner', 'treasurer'],
    row: ({ campaign }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      source: 'ecb',
      n: 1,
      from_day: '2026-01-01',
      to_day: '2026-01-01',
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ n: 900 + n }),
  },
  fund_exports: {
    select: ['owner', 'treasurer'],
    row: ({ campaign }) => ({ id: uuidv7(), campaign_id: campaign, format: 'csv', n: 1 }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ n: 900 + n }),
  },
  fund_months: {
    select: ['owner', 'treasurer'],
    row: ({ campaign }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      month: '2020-01-01',
      entries: 0,
      body: '{}',
      chained_to: '',
      hash: createHash('sha256').update('{}').digest('hex'),
      signature: `${'A'.repeat(86)}==`,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ entries: n }),
  },
  fund_flows: {
    select: ['owner', 'organizer', 'treasurer', 'observer'],
    row: ({ campaign }, _, n) => ({
      campaign_id: campaign,
      month: '2026-01-01',
      currency: 'ARS',
      figure: `f${n}`,
      category: '',
      level: 'public',
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ minor: 900 + n }),
  },
};
