/** The operations on the record of repression, beside `ops-expected.ts`. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { mustApply, type Cast } from './cast';
import { days, flags, ids, note, text, type ExpectedOp } from './wrong-args';

type Bad = [string, unknown, string];
const writers = ['owner', 'organizer', 'legal', 'coordinator'] as const;
const choices = (argument: string): Bad[] => ['nothing of ours', undefined].map((bad) => [argument, bad, 'choice']);
const future: Bad = ['fromDay', '2098-01-01', 'future'];
const period: Bad[] = [...days('fromDay'), future, ['toDay', '2001-01-01', 'period'], ['toDay', '2026-02-30', 'date']];

const FACTS = {
  kind: 'march',
  title: 'Marcha de ejemplo',
  fromDay: '2026-03-01',
  place: 'CABA',
  forces: ['pfa', 'gna'],
  monitoring: 'followed',
  certainty: 'confirmed',
};
const FIGURE = {
  measure: 'detained',
  n: 12,
  unit: 'persons',
  source: 'Observatorio de ejemplo',
  fromDay: '2026-03-01',
  rule: 'Personas identificadas',
};

async function incident(cast: Cast): Promise<string> {
  const id = uuidv7();
  await mustApply(cast.db('owner'), 'incidents.set', { ...FACTS, campaign: cast.campaign, id });
  return id;
}
async function figure(cast: Cast): Promise<{ incident: string; figure: string }> {
  const made = { incident: await incident(cast), figure: uuidv7() };
  await mustApply(cast.db('owner'), 'incidents.figure', { ...FIGURE, incident: made.incident, id: made.figure });
  return made;
}
async function released(cast: Cast): Promise<string> {
  const id = await incident(cast);
  await mustApply(cast.db('owner'), 'incidents.release', { incident: id, version: 1 });
  return id;
}
let counter = 0;
async function arrest(db: Db, campaign: string): Promise<string> {
  const id = uuidv7();
  await mustApply(db, 'arrests.record', {
    campaign,
    id,
    code: `I-${(counter += 1)}`,
    pseudonym: 'Lapacho',
    at: '2026-03-01T20:00:00Z',
    ruleset: 'AR-CPPN',
    force: 'pfa',
  });
  return id;
}

export const INCIDENT_OPS: Record<Extract<OpKind, `incidents.${string}`>, ExpectedOp> = {
  'incidents.set': {
    may: writers,
    args: ({ campaign }) => ({ ...FACTS, campaign, id: uuidv7() }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...text('title', 160),
      ...text('place', 80),
      ...note('spot', 160),
      ...note('organisations', 600),
      ...note('description', 4000),
      ...note('reconciliation', 2000),
      ...['kind', 'monitoring', 'certainty'].flatMap(choices),
      ...[undefined, 'pfa', ['army']].map((bad): Bad => ['forces', bad, 'choice']),
      ...period,
    ],
  },
  'incidents.remove': {
    may: writers,
    args: async (cast) => ({ incident: await incident(cast), removed: true }),
    bad: [...ids('incident'), ['removed', undefined, 'required'], ...flags('removed')],
  },
  'incidents.figure': {
    may: writers,
    args: async (cast) => ({ ...FIGURE, incident: await incident(cast), id: uuidv7() }),
    bad: [
      ...ids('incident'),
      ...ids('id'),
      ...text('source', 120),
      ...text('rule', 600),
      ...['measure', 'unit'].flatMap(choices),
      ['trait', 'tall', 'choice'],
      ['unit', 'events', 'unit'],
      ['url', 'javascript:alert(1)', 'url'],
      ...note('url', 400),
      ...[-1, 1.5, '5', null, undefined, 1e9].map((bad): Bad => ['n', bad, 'number']),
      ...period,
    ],
  },
  'incidents.drop_figure': {
    may: writers,
    args: async (cast) => ({ ...(await figure(cast)), removed: true }),
    bad: [...ids('incident'), ...ids('figure'), ['removed', undefined, 'required'], ...flags('removed')],
  },
  'incidents.release': {
    may: ['owner', 'legal'],
    args: async (cast) => ({ incident: await incident(cast), version: 1 }),
    bad: [...ids('incident'), ...[0, -1, 'x', undefined].map((bad): Bad => ['version', bad, 'number'])],
  },
  'incidents.unrelease': {
    may: writers,
    args: async (cast) => ({ incident: await released(cast) }),
    bad: ids('incident'),
  },
  'incidents.link': {
    may: writers,
    args: async (cast) => ({
      incident: await incident(cast),
      id: uuidv7(),
      arrest: await arrest(cast.db('legal'), cast.campaign),
      linked: true,
    }),
    bad: [
      ...ids('incident'),
      ...ids('id'),
      ...ids('arrest'),
      ['arrest', uuidv7(), 'choice'],
      ['linked', undefined, 'required'],
      ...flags('linked'),
    ],
  },
};

/** One row in each of the tables. */
export async function furnishIncidents(db: Db, campaign: string): Promise<string> {
  const id = uuidv7();
  await mustApply(db, 'incidents.set', { ...FACTS, campaign, id });
  await mustApply(db, 'incidents.figure', { ...FIGURE, incident: id, id: uuidv7() });
  const taken = await arrest(db, campaign);
  await mustApply(db, 'incidents.link', { incident: id, id: uuidv7(), arrest: taken, linked: true });
  return id;
}
