/** Who may do what with the tables of deadlines: the whole team reads dates and codes, the legal desk writes. */
import { ROLES } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import { mustApply, type Cast, type Persona } from './cast';
import { entering } from './ops-deadlines';
import type { Expected } from './rls-expected';

const legal = ['legal'] as const;

/** One row in each of the tables. */
export async function furnishDeadlines(cast: Cast, campaign: string, as: Persona): Promise<void> {
  const db = cast.db(as);
  await mustApply(db, 'deadlines.add', entering(campaign));
  await mustApply(db, 'rules.sign_off', { campaign, id: uuidv7(), rule: 'N-450', ruleVersion: 1 });
  const day = { fromDay: '2026-12-24', toDay: '2026-12-24', kind: 'asueto', name: 'Asueto', source: 'Acordada' };
  const moves = { revision: 0, seen: '0:0', moves: [] };
  await mustApply(db, 'calendar.set_day', { campaign, id: uuidv7(), calendar: 'AR-RLS', ...day, ...moves });
}

export const DEADLINE_TABLES: Record<string, Expected> = {
  legal_calendars: {
    select: ROLES,
    insert: legal,
    update: legal,
    row: ({ campaign }, _, n) => ({ id: uuidv7(), campaign_id: campaign, calendar_id: `AR-N${n}` }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ revision: 900 + n }),
  },
  legal_days: {
    select: ROLES,
    insert: legal,
    update: legal,
    row: ({ campaign }, me, n) => ({
      id: uuidv7(),
      campaign_id: campaign,
      calendar_id: 'AR-RLS',
      from_day: '2026-12-31',
      to_day: '2026-12-31',
      kind: 'asueto',
      name: `${n}`,
      source: 'Ac.',
      created_by: me,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ removed_at: new Date(1_800_000_000_000 + n * 1000).toISOString() }),
  },
  legal_signoffs: {
    select: ROLES,
    insert: legal,
    update: legal,
    row: ({ campaign }, me, n) => ({
      id: uuidv7(),
      campaign_id: campaign,
      rule_id: `R-${n}`,
      rule_version: 1,
      created_by: me,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ removed_at: new Date(1_800_000_000_000 + n * 1000).toISOString() }),
  },
  deadlines: {
    select: ROLES,
    insert: legal,
    update: legal,
    row: ({ campaign, theCase }, me) => ({
      id: uuidv7(),
      campaign_id: campaign,
      case_id: theCase,
      rule_id: 'N-450',
      rule_version: 1,
      calendar_id: 'AR-LIST',
      calendar_version: '1',
      nature: 'peremptory',
      served: { at: '2026-04-16' },
      due_on: '2026-04-23',
      computed: {},
      created_by: me,
    }),
    target: ({ campaign }) => ['campaign_id', campaign],
    change: (n) => ({ version: 900 + n }),
  },
};
