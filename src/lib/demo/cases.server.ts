import type { StreamSnapshot } from '$lib/contracts/journal';
import type { Capacity, Defence, Stage } from '$lib/contracts/ops-cases';
import { addDays, today } from '$lib/kernel/dates';
import { uuidv7 } from '$lib/kernel/ids';
import type { Ronda } from '$lib/server/app.server';
import { call } from '$lib/server/rpc.server';
import { writerOf } from './sample.server';

const ZONE = 'America/Argentina/Buenos_Aires';

interface SampleCharge {
  article: string;
  title: string;
  daysAgo: number;
  /** What took its place, and when. */
  then?: { article: string; title: string; daysAgo: number };
}
interface SamplePerson {
  code: string;
  capacity: Capacity;
  daysAgo: number;
  defence: Defence;
  indictedDaysAgo?: number;
  charges: readonly SampleCharge[];
}
interface SampleCase {
  code: string;
  daysAgo: number;
  stage: Stage;
  numbers: string[];
  /** Who chose which code says why; absent stays to be done. */
  reason?: string;
  people: readonly SamplePerson[];
}

const RESISTANCE = { article: 'art. 239', title: 'Resistencia a la autoridad' };
const CASES: readonly SampleCase[] = [
  {
    code: 'EJEMPLO-1/26',
    daysAgo: 41,
    stage: 'investigation',
    numbers: ['CFP 0001/2026 (ejemplo)'],
    reason: 'El juzgado tramita por la ley 23.984 (ejemplo): lo dice el auto de procesamiento.',
    people: [
      {
        code: 'C-7F2',
        capacity: 'accused',
        daysAgo: 40,
        defence: 'organisation',
        indictedDaysAgo: 12,
        charges: [
          {
            ...RESISTANCE,
            daysAgo: 40,
            then: { article: 'art. 213 bis', title: 'Agrupación para imponer ideas por la fuerza', daysAgo: 12 },
          },
          { article: 'art. 184 inc. 5', title: 'Daño agravado', daysAgo: 40 },
        ],
      },
      { code: 'C-9RM', capacity: 'accused', daysAgo: 17, defence: 'public', charges: [{ ...RESISTANCE, daysAgo: 17 }] },
    ],
  },
  {
    code: 'EJEMPLO-2/26',
    daysAgo: 2,
    stage: 'prevention',
    numbers: [],
    people: [
      { code: 'C-6WH', capacity: 'accused', daysAgo: 2, defence: 'public', charges: [{ ...RESISTANCE, daysAgo: 2 }] },
    ],
  },
  {
    code: 'EJEMPLO-3/26',
    daysAgo: 20,
    stage: 'investigation',
    numbers: ['CFP 0003/2026 (ejemplo)'],
    reason: 'Confirmado por la defensa (ejemplo).',
    people: [
      {
        code: 'C-3TX',
        capacity: 'accused',
        daysAgo: 18,
        defence: 'private',
        charges: [{ ...RESISTANCE, daysAgo: 18 }],
      },
    ],
  },
];

/** The cases that hearings and deadlines of the sample opened, completed as a lawyer would; one has an appeal. */
export async function fillCases(app: Ronda, token: string, campaign: string): Promise<void> {
  const write = writerOf(app, token);
  const now = today(ZONE);
  const ago = (days: number): string => addDays(now, -days);
  const { rows } = await call<StreamSnapshot>(app.backend.as(token), 'live_snapshot', {
    stream: `campaign:${campaign}:team`,
  });
  const idOf = (table: string, code: string): string | null => {
    const id = rows[table]?.find((row) => row['code'] === code)?.['id'];
    return typeof id === 'string' ? id : null;
  };

  const charge = async (link: string, { article, title, daysAgo, then }: SampleCharge): Promise<void> => {
    const id = uuidv7();
    const law = 'Código Penal';
    await write('charges.add', { link, id, law, article, title, asOf: ago(daysAgo) });
    if (!then) return;
    const { daysAgo: since, ...next } = then;
    await write('charges.replace', { charge: id, id: uuidv7(), law, ...next, asOf: ago(since) });
  };
  const stand = async (theCase: string, { code, charges, indictedDaysAgo, ...person }: SamplePerson): Promise<void> => {
    const [who, link] = [idOf('people', code), uuidv7()];
    if (who === null) return;
    const { capacity, defence, daysAgo } = person;
    await write('cases.add_person', { case: theCase, id: link, person: who, capacity, defence, asOf: ago(daysAgo) });
    for (const one of charges) await charge(link, one);
    if (indictedDaysAgo === undefined) return;
    await write('cases.set_person', { link, id: uuidv7(), capacity: 'indicted', defence, asOf: ago(indictedDaysAgo) });
  };

  for (const { code, daysAgo, stage, numbers, reason, people } of CASES) {
    const id = idOf('cases', code);
    if (id === null) continue;
    const [jurisdiction, startedOn] = ['federal-caba', ago(daysAgo)];
    const known = {
      judge: 'Juzgado de ejemplo 7',
      clerk: 'Secretaría de ejemplo 14',
      prosecutor: 'Fiscalía de ejemplo 3',
    };
    await write('cases.edit', {
      case: id,
      version: 1,
      stage,
      numbers,
      forum: 'Federal',
      jurisdiction,
      startedOn,
      ...(reason ? known : {}),
    });
    for (const person of people) await stand(id, person);
    if (reason === undefined) continue;
    await write('cases.rule', {
      case: id,
      version: 2,
      id: uuidv7(),
      ruleset: 'AR-CPPN',
      jurisdiction,
      startedOn,
      reason,
    });
    const caption = `Persona de Ejemplo y otras s/ resistencia a la autoridad (${code})`;
    const captionSealed = app.keyring.seal(caption, { table: 'cases', row: id, column: 'caption' });
    await write('cases.seal', { case: id, version: 3, captionSealed });
  }
  const above = idOf('cases', 'EJEMPLO-1/26');
  if (above === null) return;
  await write('cases.open', {
    campaign,
    id: uuidv7(),
    code: 'EJEMPLO-1/26-APEL',
    court: 'Cámara Federal, Sala 1 (ejemplo)',
    parent: above,
    incident: 'appeal',
    numbers: ['CFP 0001/2026/CA1 (ejemplo)'],
    startedOn: ago(10),
    stage: 'appeal',
  });
  await write('cases.follow', { case: above, id: uuidv7(), following: true });
}
