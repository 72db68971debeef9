/** Who may do what with the tables of resolutions: the team reads what was decided and who was told, the legal desk writes. */
import { ROLES } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import type { Expected } from './rls-expected';

const legal = ['legal'] as const;

export const RULING_TABLES: Record<string, Expected> = {
  resolutions: {
    select: ROLES,
    insert: legal,
    update: legal,
    columns: 'id, campaign_id, case_id, kind, dated_on, court, has_summary',
    row: ({ campaign, theCase }, me) => ({
      id: uuidv7(),
      campaign_id: campaign,
      case_id: theCase,
      kind: 'indictment',
      dated_on: '2026-05-04',
      created_by: me,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ edits: 900 + n }),
  },
  ruling_notifications: {
    select: ROLES,
    insert: legal,
    update: legal,
    row: ({ campaign, resolution }, me) => ({
      id: uuidv7(),
      campaign_id: campaign,
      resolution_id: resolution,
      party: 'defence',
      mode: 'electronic',
      day: '2026-05-05',
      created_by: me,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ edits: 900 + n }),
  },
};
