/** Who may do what with the tables of counsel: the team reads who stands for whom and who is on call, the legal desk writes. */
import { ROLES } from '$lib/contracts/permissions';
import { shortCode, uuidv7 } from '$lib/kernel/ids';
import type { Expected } from './rls-expected';

const legal = ['legal'] as const;

export const COUNSEL_TABLES: Record<string, Expected> = {
  lawyers: {
    select: ROLES,
    insert: legal,
    update: legal,
    columns: 'id, campaign_id, code, user_id, has_details',
    row: ({ campaign }, me) => ({ id: uuidv7(), campaign_id: campaign, code: shortCode('L', 6), created_by: me }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ edits: 900 + n }),
  },
  appointments: {
    select: ROLES,
    insert: legal,
    update: legal,
    row: ({ campaign, theCase, lawyer }, me) => ({
      id: uuidv7(),
      campaign_id: campaign,
      case_id: theCase,
      lawyer_id: lawyer,
      rank: 1,
      created_by: me,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ removed_at: new Date(1_800_000_000_000 + n * 1000).toISOString() }),
  },
  duty_shifts: {
    select: ROLES,
    insert: legal,
    update: legal,
    row: ({ campaign, lawyer }, me, n) => ({
      id: uuidv7(),
      campaign_id: campaign,
      lawyer_id: lawyer,
      starts_at: new Date(1_800_000_000_000 + n * 1000).toISOString(),
      ends_at: new Date(1_800_003_600_000 + n * 1000).toISOString(),
      created_by: me,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ cancelled_at: new Date(1_800_000_000_000 + n * 1000).toISOString() }),
  },
};
