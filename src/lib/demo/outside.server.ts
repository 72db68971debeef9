import { addDays, today } from '$lib/kernel/dates';
import { uuidv7 } from '$lib/kernel/ids';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import type { Writer } from './sample.server';

const ZONE = 'America/Argentina/Buenos_Aires';

/** Monitors of the sample are invented: what real ones count stands on their own pages. */
const SOURCES = {
  observatory: {
    source: 'Observatorio de Ejemplo',
    rule: 'Personas con detención comprobada por sus equipos, cada una contada una vez.',
  },
  union: {
    source: 'Central Gremial de Ejemplo',
    rule: 'Detenciones avisadas a sus abogados; quien fue detenida dos veces cuenta dos.',
  },
  press: { source: 'Agencia de Noticias de Ejemplo', rule: 'La nota no dice cómo se contó.' },
} as const;
const URL = 'https://example.org/informe';

const INCIDENTS = [
  {
    daysAgo: 1,
    kind: 'march',
    title: 'Marcha al Congreso (ejemplo)',
    place: 'Ciudad de Buenos Aires',
    spot: 'Avenida de Mayo',
    forces: ['pfa', 'gna', 'caba'],
    organisations: 'Central Gremial de Ejemplo, Asamblea de Ejemplo',
    description: 'Gases y balas de goma desde las 17; las detenciones siguieron durante la desconcentración.',
    certainty: 'confirmed',
    reconciliation:
      'El Observatorio cuenta personas que sus equipos identificaron. La Central cuenta detenciones avisadas a sus abogados, también las de pocas horas. La agencia no dice cómo contó.',
    figures: [
      { measure: 'detained', n: 41, unit: 'persons', ...SOURCES.observatory, url: URL },
      { measure: 'detained', n: 58, unit: 'detentions', ...SOURCES.union, url: URL },
      { measure: 'injured', n: 120, unit: 'persons', ...SOURCES.observatory, url: URL },
      { measure: 'injured', n: 200, unit: 'persons', ...SOURCES.press },
      { measure: 'detained', n: 4, unit: 'persons', ...SOURCES.observatory, trait: 'press' },
      { measure: 'detained', n: 12, unit: 'persons', ...SOURCES.observatory, trait: 'older' },
    ],
  },
  {
    daysAgo: 210,
    kind: 'eviction',
    title: 'Desalojo de un acampe (ejemplo)',
    place: 'Jujuy',
    spot: 'Ruta 9',
    forces: ['provincial', 'gna'],
    organisations: 'Comunidades de Ejemplo',
    description: '',
    certainty: 'probable',
    reconciliation: 'La diferencia son personas liberadas en la ruta, que el Observatorio no cuenta como detenidas.',
    figures: [
      { measure: 'detained', n: 9, unit: 'persons', ...SOURCES.observatory },
      { measure: 'detained', n: 23, unit: 'persons', ...SOURCES.union },
      { measure: 'injured', n: 14, unit: 'persons', ...SOURCES.union },
    ],
  },
  {
    daysAgo: 700,
    lasts: 690,
    kind: 'period',
    title: 'Dos años según dos monitoreos (ejemplo)',
    place: 'Todo el país',
    spot: '',
    forces: [],
    organisations: '',
    description: 'El mismo país y casi los mismos meses, contados de dos maneras.',
    certainty: 'confirmed',
    reconciliation:
      'Uno observa manifestaciones con equipos propios; el otro suma avisos de sus gremios en todo el país.',
    figures: [
      { measure: 'demonstrations', n: 130, unit: 'events', ...SOURCES.observatory },
      { measure: 'repressed', n: 48, unit: 'events', ...SOURCES.observatory },
      { measure: 'repressed', n: 97, unit: 'events', ...SOURCES.union },
      { measure: 'detained', n: 240, unit: 'persons', ...SOURCES.observatory },
      { measure: 'detained', n: 480, unit: 'detentions', ...SOURCES.union },
    ],
  },
] as const;

/** Three incidents whose figures contradict each other; the last waits for a review. */
export async function fillIncidents(write: Writer, campaign: string): Promise<void> {
  const now = today(ZONE);
  for (const { daysAgo, figures, forces, ...facts } of INCIDENTS) {
    const id = uuidv7();
    const { lasts, ...about } = { lasts: 0, ...facts };
    const period = { fromDay: addDays(now, -daysAgo), toDay: addDays(now, lasts - daysAgo) };
    await write('incidents.set', { campaign, id, ...about, ...period, forces: [...forces], monitoring: 'followed' });
    for (const figure of figures) await write('incidents.figure', { incident: id, id: uuidv7(), ...period, ...figure });
    if (about.kind !== 'eviction') await write('incidents.release', { incident: id, version: figures.length + 1 });
  }
}

const CARDS = [
  {
    code: 'C-2LN',
    pseudonym: 'Lapacho',
    revoked: false,
    values: {
      pseudonym: 'La maestra',
      status: 'En libertad con causa abierta',
      story: 'Volvía de la marcha con sus compañeras de la escuela cuando la detuvieron. (Ejemplo.)',
      letters: 'Por medio de la campaña (ejemplo)',
    },
  },
  {
    code: 'C-5QB',
    pseudonym: 'Algarrobo',
    revoked: true,
    values: { pseudonym: 'El panadero', status: 'En libertad con causa abierta' },
  },
] as const;

/** One card that stands, and one that was taken back with its consent. */
export async function fillPublication(keyring: Keyring, write: Writer, campaign: string): Promise<void> {
  const now = today(ZONE);
  for (const { code, pseudonym, revoked, values } of CARDS) {
    const [person, consent] = [uuidv7(), uuidv7()];
    const standing = { status: 'released_pending', place: '', fromDate: addDays(now, -20) } as const;
    await write('people.register', { campaign, id: person, statusId: uuidv7(), code, pseudonym, ...standing });
    await write('consents.give', {
      person,
      id: consent,
      fields: ['pseudonym', 'status', 'story', 'letters'],
      channels: ['web', 'petition'],
      givenBy: 'person',
      form: 'written',
      riskExplained: true,
      givenOn: addDays(now, -5),
      noteSealed: keyring.seal('Firmado con su defensa (ejemplo)', { table: 'consents', row: consent, column: 'note' }),
    });
    const fields = (Object.entries(values) as [keyof typeof values, string][]).map(([field, value]) => ({
      field,
      value,
      hash: keyring.index(`publication.${field}`, value),
    }));
    await write('publication.publish', { person, id: uuidv7(), locale: 'es', noindex: true, fields });
    if (revoked) await write('consents.revoke', { consent });
  }
}
