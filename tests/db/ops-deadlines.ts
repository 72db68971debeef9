/** The operations on deadlines, rules and calendars: who may, what they are asked with, and what they must not be asked with. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import { mustApply, value, type Cast } from './cast';
import { days, flags, ids, note, text, type ExpectedOp } from './wrong-args';

type Bad = [string, unknown, string];
type Kinds = Exclude<
  Extract<OpKind, `deadlines.${string}` | `rules.${string}` | `calendar.${string}`>,
  'deadlines.assign'
>;
let counter = 0;

const dates = { dueOn: '2026-04-23', calendarVersion: '2026-11-22+0', computed: { nominalDue: '2026-04-23' } };
const revisionOf = (cast: Cast, calendar: string): Promise<number> =>
  value(
    cast.world,
    'select coalesce(max(revision), 0) from legal_calendars where campaign_id = $1 and calendar_id = $2',
    [cast.campaign, calendar],
  );
const seenOf = (cast: Cast, calendar: string): Promise<string> =>
  value(cast.world, 'select app.deadlines_seen($1, $2)', [cast.campaign, calendar]);

const fields = {
  ...dates,
  caseCode: 'EJEMPLO-1/26',
  rule: 'N-450',
  ruleVersion: 1,
  calendar: 'AR-LIST',
  revision: 0,
  nature: 'peremptory',
  served: { at: '2026-04-16' },
};
/** A deadline in a calendar that no test edits. */
export const entering = (campaign: string, more: object = {}): Record<string, unknown> => ({
  ...fields,
  campaign,
  id: uuidv7(),
  caseId: uuidv7(),
  ...more,
});
async function entered(cast: Cast, more: object = {}): Promise<string> {
  const args = entering(cast.campaign, more);
  await mustApply(cast.db('legal'), 'deadlines.add', args);
  return String(args['id']);
}
const wholes = (argument: string, outside: number): Bad[] =>
  ['1', 1.5, -1, outside, null, undefined].map((bad) => [argument, bad, 'number']);
const badDates: Bad[] = [
  ...days('dueOn'),
  ['dueAt', '2026-02-30T10:00:00Z', 'instant'],
  ['latestAt', '2026-01-01', 'instant'],
  ['actBy', '2026-02-30', 'date'],
  ...text('calendarVersion', 40),
  ['computed', 'x', 'required'],
  ['computed', undefined, 'required'],
];
const badFields: Bad[] = [
  ...badDates,
  ...text('caseCode', 40),
  ...ids('caseId'),
  ['person', 'nobody', 'required'],
  ['person', uuidv7(), 'choice'],
  ...text('rule', 40),
  ['rule', "N'450", 'choice'],
  ...wholes('ruleVersion', 100_001),
  ...text('calendar', 40),
  ['calendar', 'ar fed', 'choice'],
  ...wholes('revision', 1_000_001),
  ['nature', 'strict', 'choice'],
  ['served', '2026-04-16', 'required'],
  ['computed', { x: 'x'.repeat(16_000) }, 'too_long'],
];
const daySet = async (cast: Cast): Promise<Record<string, unknown>> => {
  const calendar = `AR-D${(counter += 1)}`;
  return {
    campaign: cast.campaign,
    id: uuidv7(),
    calendar,
    fromDay: '2026-12-24',
    toDay: '2026-12-24',
    kind: 'asueto',
    name: 'Asueto',
    source: 'Acordada de ejemplo',
    revision: await revisionOf(cast, calendar),
    seen: await seenOf(cast, calendar),
    moves: [],
  };
};

export const DEADLINE_OPS: Record<Kinds, ExpectedOp> = {
  'deadlines.add': {
    may: ['legal'],
    args: ({ campaign }) => entering(campaign),
    bad: [...ids('campaign'), ...ids('id'), ...badFields],
  },
  'deadlines.edit': {
    may: ['legal'],
    args: async (cast) => ({ ...fields, dueOn: '2026-04-24', caseId: uuidv7(), deadline: await entered(cast) }),
    bad: [...ids('deadline'), ...badFields],
  },
  'deadlines.done': {
    may: ['legal'],
    args: async (cast) => ({ deadline: await entered(cast), receipt: 'CARGO-1' }),
    bad: [...ids('deadline'), ...text('receipt', 80)],
  },
  'deadlines.waive': {
    may: ['legal'],
    args: async (cast) => ({ deadline: await entered(cast), reason: 'Consentido' }),
    bad: [...ids('deadline'), ...text('reason', 400)],
  },
  'deadlines.reopen': {
    may: ['legal'],
    async args(cast) {
      const deadline = await entered(cast);
      await mustApply(cast.db('legal'), 'deadlines.done', { deadline, receipt: 'CARGO-1' });
      return { deadline };
    },
    bad: ids('deadline'),
  },
  'deadlines.confirm_move': {
    may: ['legal'],
    args: async (cast) => ({ deadline: await entered(cast), take: true }),
    bad: [...ids('deadline'), ...flags('take')],
  },
  'rules.sign_off': {
    may: ['legal'],
    args: ({ campaign }) => ({ campaign, id: uuidv7(), rule: `N-${(counter += 1)}`, ruleVersion: 1, note: '' }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...text('rule', 40),
      ['rule', 'N 450', 'choice'],
      ...wholes('ruleVersion', 100_001),
      ...note('note', 400),
    ],
  },
  'rules.take_back': {
    may: ['legal'],
    async args(cast) {
      const args = await DEADLINE_OPS['rules.sign_off'].args(cast);
      await mustApply(cast.db('legal'), 'rules.sign_off', args);
      return { signoff: args['id'] };
    },
    bad: ids('signoff'),
  },
  'calendar.set_day': {
    may: ['legal'],
    args: daySet,
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...text('calendar', 40),
      ...days('fromDay'),
      ...days('toDay'),
      ['toDay', '2026-12-23', 'date'],
      ['toDay', '2028-12-23', 'date'],
      ['kind', 'party', 'choice'],
      ...text('name', 160),
      ...text('source', 300),
      ...wholes('revision', 1_000_001),
      ...text('seen', 40),
      ['moves', {}, 'required'],
    ],
  },
  'calendar.take_day': {
    may: ['legal'],
    async args(cast) {
      const args = await daySet(cast);
      await mustApply(cast.db('legal'), 'calendar.set_day', args);
      return { day: args['id'], revision: 1, seen: args['seen'], moves: [] };
    },
    bad: [...ids('day'), ...wholes('revision', 1_000_001), ...text('seen', 40), ['moves', 'none', 'required']],
  },
  'calendar.load_year': {
    may: ['legal'],
    args: ({ campaign }) => ({ campaign, calendar: `AR-Y${(counter += 1)}`, year: 2027, revision: 0 }),
    bad: [...ids('campaign'), ...text('calendar', 40), ...wholes('year', 2100), ...wholes('revision', 1_000_001)],
  },
};
