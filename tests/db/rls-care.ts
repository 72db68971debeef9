/** Who may do what with the tables of care: the team reads kind, code and when; operations write. */
import { ROLES } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import type { Expected } from './rls-expected';

const ofCampaign: Expected['target'] = ({ campaign }) => ['campaign_id', campaign];

export const CARE_TABLES: Record<string, Expected> = {
  needs: {
    select: ROLES,
    columns: 'id, campaign_id, person_id, kind, urgency, due_at, has_detail, state, owner',
    row: ({ campaign, person }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      person_id: person,
      kind: 'food',
      urgency: 'days',
    }),
    target: ofCampaign,
    change: (n) => ({ edits: 900 + n }),
  },
  need_acts: {
    select: ROLES,
    columns: 'id, campaign_id, need_id, kind, note',
    row: ({ campaign, person }) => ({ id: uuidv7(), campaign_id: campaign, need_id: person, kind: 'done', was: {} }),
    target: ofCampaign,
    change: (n) => ({ note: `Note ${n}` }),
  },
  care_facilities: {
    select: ROLES,
    row: ({ campaign }) => ({ id: uuidv7(), campaign_id: campaign, name: 'Unidad' }),
    target: ofCampaign,
    change: (n) => ({ town: `Town ${n}` }),
  },
  care_rotas: {
    select: ROLES,
    row: ({ campaign }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      kind: 'letter',
      weekdays: [1],
      from_day: '2026-01-01',
    }),
    target: ofCampaign,
    change: (n) => ({ wanted: 1 + (n % 49) }),
  },
  care_shifts: {
    select: ROLES,
    columns: 'id, campaign_id, rota_id, day, user_id, state, has_note',
    row: ({ campaign, person }, me) => ({
      id: uuidv7(),
      campaign_id: campaign,
      rota_id: person,
      day: '2026-01-01',
      user_id: me,
    }),
    target: ofCampaign,
    change: (n) => ({ edits: 900 + n }),
  },
};
