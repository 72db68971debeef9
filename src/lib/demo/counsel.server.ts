import type { StreamSnapshot } from '$lib/contracts/journal';
import { addDays, today } from '$lib/kernel/dates';
import { shortCode, uuidv7 } from '$lib/kernel/ids';
import type { Ronda } from '$lib/server/app.server';
import { call } from '$lib/server/rpc.server';
import { writerOf } from './sample.server';

const ZONE = 'America/Argentina/Buenos_Aires';
const CASE = 'EJEMPLO-1/26';
const HOUR_MS = 3_600_000;

/** A lawyer of the team and one from outside, who is on call tonight and after, one hour that nobody covers, and a ruling that was notified. */
export async function fillCounsel(app: Ronda, token: string, campaign: string, member: string): Promise<void> {
  const write = writerOf(app, token);
  const { rows } = await call<StreamSnapshot>(app.backend.as(token), 'live_snapshot', {
    stream: `campaign:${campaign}:team`,
  });
  const idOf = (table: string, code: string): string | null => {
    const id = rows[table]?.find((row) => row['code'] === code)?.['id'];
    return typeof id === 'string' ? id : null;
  };
  const [own, outside] = [uuidv7(), uuidv7()];
  const sealed = (row: string, details: { name: string; phone: string; address: string }): string =>
    app.keyring.seal(JSON.stringify(details), { table: 'lawyers', row, column: 'details' });
  await write('counsel.add_lawyer', {
    campaign,
    id: own,
    code: shortCode('L'),
    member,
    detailsSealed: sealed(own, { name: '', phone: '+54 11 5555 0101', address: '' }),
  });
  await write('counsel.add_lawyer', {
    campaign,
    id: outside,
    code: shortCode('L'),
    detailsSealed: sealed(outside, { name: 'Dra. de Ejemplo', phone: '+54 11 5555 0102', address: '' }),
  });
  const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();
  const shifts = [
    { lawyer: own, from: inHours(-2), until: inHours(10) },
    { lawyer: outside, from: inHours(11), until: inHours(23), area: 'Comuna 1 (ejemplo)' },
  ];
  for (const shift of shifts) await write('duty.plan', { campaign, id: uuidv7(), ...shift });

  const theCase = idOf('cases', CASE);
  const person = idOf('people', 'C-7F2');
  if (theCase === null) return;
  const day = (ago: number): string => addDays(today(ZONE), -ago);
  const terms = { rank: 1, scope: 'whole', acceptedOn: day(39) } as const;
  await write('counsel.appoint', { case: theCase, id: uuidv7(), lawyer: own, ...terms });
  if (person === null) return;
  const [resolution, court] = [uuidv7(), 'Juzgado de ejemplo 7'];
  const rulings = [{ id: resolution, person }];
  await write('rulings.add', { case: theCase, kind: 'indictment', datedOn: day(12), court, rows: rulings });
  await write('rulings.notify', {
    party: 'defence',
    mode: 'electronic',
    day: day(1),
    rows: [{ id: uuidv7(), resolution }],
  });
}
