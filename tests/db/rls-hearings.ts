/** Who may do what with the tables of hearings: the team reads dates and who goes, operations write. */
import { ROLES } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { mustApply } from './cast';
import type { Expected } from './rls-expected';

/** One row in each of the tables. */
export async function furnishHearing(db: Db, hearing: string, user: string): Promise<void> {
  await mustApply(db, 'hearings.set', { hearing, status: 'suspended' });
  await mustApply(db, 'hearings.assign', { hearing, id: uuidv7(), user, part: 'watch' });
}

export const HEARING_TABLES: Record<string, Expected> = {
  hearing_moves: {
    select: ROLES,
    row: ({ campaign, hearing }) => ({
      id: uuidv7(),
      campaign_id: campaign,
      hearing_id: hearing,
      from_at: '2027-01-01T12:00:00Z',
      to_at: '2027-01-02T12:00:00Z',
      from_status: 'scheduled',
      to_status: 'rescheduled',
      sequence: 9,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ reason: `Because ${n}` }),
  },
  hearing_people: {
    select: ROLES,
    row: ({ campaign, hearing }, me) => ({
      id: uuidv7(),
      campaign_id: campaign,
      hearing_id: hearing,
      user_id: me,
      part: 'press',
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ joined_at: new Date(1_700_000_000_000 + n).toISOString() }),
  },
};
