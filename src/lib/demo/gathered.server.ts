import type { OpArgs } from '$lib/contracts/ops';
import { addDays, today } from '$lib/kernel/dates';
import { uuidv7 } from '$lib/kernel/ids';
import type { Ronda } from '$lib/server/app.server';
import { call } from '$lib/server/rpc.server';
import type { Writer } from './sample.server';

const ZONE = 'America/Argentina/Buenos_Aires';

/** Invented, as their names say. */
const ORGANISATIONS: Omit<OpArgs['endorsement.add'], 'campaign' | 'id'>[] = [
  {
    name: 'Sindicato del Neumático (ejemplo)',
    country: 'AR',
    kind: 'union',
    quote: 'Defender el derecho a protestar es defender el salario.',
  },
  {
    name: 'Madres y Familiares de Ejemplo',
    country: 'AR',
    kind: 'rights',
    place: 1,
    quote: 'Sin libertad para las presas y los presos no hay democracia.',
  },
  { name: 'Facultad de Derecho, Cátedra de Ejemplo', country: 'AR', kind: 'academic', quote: '' },
  { name: 'Radio Comunitaria del Ejemplo', country: 'UY', kind: 'media', quote: '' },
  {
    name: 'Example Trades Council',
    country: 'GB',
    kind: 'union',
    locale: 'en',
    quote: 'An injury to one is an injury to all.',
  },
  { name: 'Comunidad Eclesial de Base (ejemplo)', country: 'BR', kind: 'faith', quote: '' },
];
const SHEETS = [
  { label: 'Mesa en Plaza de Mayo (ejemplo)', place: 'Buenos Aires', daysAgo: 9, onSheet: 164 },
  { label: 'Asamblea de docentes (ejemplo)', place: 'Neuquén', daysAgo: 4, onSheet: 58 },
];

/** Organisations, paper and milestones of the sample. */
export async function fillGathered(app: Ronda, write: Writer, campaign: string): Promise<void> {
  for (const organisation of ORGANISATIONS) await write('endorsement.add', { campaign, id: uuidv7(), ...organisation });
  const waiting = {
    name: 'Biblioteca Popular (ejemplo)',
    country: 'AR',
    kind: 'cultural',
    quote: 'Queremos sumarnos.',
  };
  const id = uuidv7();
  await call(app.backend.system(), 'endorse', {
    item: {
      id,
      campaign,
      ...waiting,
      locale: 'es',
      contactSealed: app.keyring.seal('Persona de ejemplo', { table: 'endorsements', row: id, column: 'contact' }),
      emailSealed: app.keyring.seal('biblioteca@demo.test', { table: 'endorsements', row: id, column: 'email' }),
      emailKey: app.keyring.index('endorsement.email', `${campaign}|biblioteca@demo.test`),
    },
  });
  for (const { daysAgo, ...sheet } of SHEETS) {
    await write('paper.batch', { campaign, id: uuidv7(), ...sheet, day: addDays(today(ZONE), -daysAgo) });
  }
  await write('milestones.set', { campaign, numbers: [500, 2000, 3000, 5000] });
  app.totalsChanged();
}
