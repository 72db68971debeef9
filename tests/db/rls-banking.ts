/** Who may do what with statements of banks. Nobody writes their tables: everything goes through one operation each. */
import { uuidv7 } from '$lib/kernel/ids';
import type { Expected } from './rls-expected';

const select = ['owner', 'treasurer'] as const;

export const BANKING_TABLES: Record<string, Expected> = {
  bank_mappings: {
    select,
    row: ({ campaign, bank }) => ({ id: bank, campaign_id: campaign, mapping: {} }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ mapping: { n } }),
  },
  bank_imports: {
    select,
    row: ({ campaign, bank }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      account_id: bank,
      format: 'csv',
      file_hash: 'a'.repeat(64),
      bytes: 1,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ added: 900 + n }),
  },
  bank_statements: {
    select,
    row: ({ campaign, bank }) => ({ id: uuidv7(), campaign_id: campaign, account_id: bank, import_id: uuidv7() }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ lines: 900 + n }),
  },
  bank_lines: {
    select,
    row: ({ campaign, bank }, _, n) => ({
      id: uuidv7(),
      campaign_id: campaign,
      account_id: bank,
      import_id: uuidv7(),
      statement_id: uuidv7(),
      at_line: 1,
      booked_on: '2026-01-01',
      currency: 'EUR',
      amount_minor: 100,
      identity: `${n}`,
      occurrence: 1,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ amount_minor: 900 + n }),
  },
  bank_matches: {
    select,
    row: ({ campaign, bank, entry, bankLine }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      line_id: bankLine,
      account_id: bank,
      kind: 'entry',
      entry_id: entry,
      booked: false,
      minor: 1,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ minor: 900 + n }),
  },
  bank_rejections: {
    select,
    row: ({ campaign, bankLine }, _, n) => ({ campaign_id: campaign, line_id: bankLine, target: `gift:${n}` }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ target: `gift:${n}` }),
  },
  bank_rules: {
    select,
    row: ({ campaign, bankLine }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      line_id: bankLine,
      by: 'name',
      match_key: 'x',
      incoming: true,
      action: 'gift',
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ match_key: `${n}` }),
  },
  bank_desks: {
    select,
    row: ({ campaign }) => ({ id: campaign, campaign_id: campaign, open: 1 }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ open: 900 + n }),
  },
};
