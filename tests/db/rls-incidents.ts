/** Who may do what with the record of repression. Nobody writes its tables: operations do. */
import { ROLES } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import type { Expected } from './rls-expected';

const byCampaign: Expected['target'] = ({ campaign }) => ['campaign_id', campaign];

export const INCIDENT_TABLES: Record<string, Expected> = {
  incidents: {
    select: ROLES,
    row: ({ campaign }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      kind: 'march',
      title: 'X',
      from_day: '2026-01-01',
      to_day: '2026-01-01',
      place: 'CABA',
      monitoring: 'followed',
      certainty: 'unknown',
    }),
    target: byCampaign,
    change: (n) => ({ title: `X ${n}` }),
  },
  incident_figures: {
    select: ROLES,
    row: ({ campaign, incident }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      incident_id: incident,
      measure: 'detained',
      n: 1,
      unit: 'persons',
      source: 'X',
      from_day: '2026-01-01',
      to_day: '2026-01-01',
      rule: 'X',
    }),
    target: byCampaign,
    change: (n) => ({ n }),
  },
  incident_arrests: {
    select: ROLES,
    row: ({ campaign, incident, arrest }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      incident_id: incident,
      arrest_id: arrest,
    }),
    target: byCampaign,
    change: (n) => ({ removed_at: new Date(1_700_000_000_000 + n).toISOString() }),
  },
};
