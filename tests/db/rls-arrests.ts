/** Who may do what with the tables of arrests. Nobody writes them: operations do. */
import { ROLES } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import type { Expected } from './rls-expected';

export const ARREST_TABLES: Record<string, Expected> = {
  arrests: {
    select: ROLES,
    columns: 'id, campaign_id, at, force, place, has_details',
    row: ({ campaign, person }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      person_id: person,
      at: '2026-01-01T00:00:00Z',
      tz: 'UTC',
      ruleset: 'AR-CPPN',
      force: 'pfa',
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ place: `Comisaría ${n}` }),
  },
  arrest_acts: {
    select: ROLES,
    row: ({ campaign, arrest }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      arrest_id: arrest,
      kind: 'heard',
      at: '2026-01-01T00:00:00Z',
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ at: new Date(1_700_000_000_000 + n).toISOString() }),
  },
  arrest_looks: {
    select: ['legal'],
    row: ({ campaign, arrest }) => ({ id: uuidv7(), campaign_id: campaign, arrest_id: arrest }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ created_at: new Date(1_700_000_000_000 + n).toISOString() }),
  },
};
