/** The sample's people: two of them with an invented record, so that the pages of a person show what they can hold. */
import { addDays, today } from '$lib/kernel/dates';
import { uuidv7 } from '$lib/kernel/ids';
import { nextOn, ruleOf } from '$lib/features/custody/index.server';
import { personKeys } from '$lib/features/people/index.server';
import type { Ronda } from '$lib/server/app.server';
import type { Writer } from './sample.server';

const ZONE = 'America/Argentina/Buenos_Aires';

const IDENTITIES = {
  'C-7F2': {
    legalName: 'Ejemplina Inventada Prueba',
    chosenName: 'Ejemplina',
    otherNames: 'La Maestra (ejemplo)',
    pronouns: 'ella',
    birth: '1984-05',
    birthAbout: false,
    document: '00.000.101',
    citizenship: 'AR',
    occupation: 'Docente (ejemplo)',
    health: 'Diabetes: insulina dos veces por día (ejemplo)',
    dependants: 'Dos hijas (ejemplo)',
    family: [
      {
        who: 'Hermana (ejemplo)',
        phone: '+54 11 0000 0000',
        channel: 'llamada',
        language: 'castellano',
        when: 'después de las 18',
        knows: true,
      },
    ],
  },
  'C-3TX': {
    legalName: 'Muestro Supuesto Ficticio',
    pronouns: 'él',
    birth: '1999',
    birthAbout: true,
    document: '00.000.202',
    citizenship: 'BO',
    occupation: 'Albañil (ejemplo)',
    family: [],
  },
} as const;

/** Identity, timeline, transfers, contact, obligations and sources of two people of the sample, by their codes. */
export async function fillCustody(
  app: Ronda,
  write: Writer,
  campaign: string,
  people: ReadonlyMap<string, string>,
): Promise<void> {
  const now = today(ZONE);
  const ago = (days: number): string => addDays(now, -days);
  for (const [code, identity] of Object.entries(IDENTITIES)) {
    const person = people.get(code);
    if (person === undefined) continue;
    const id = uuidv7();
    await write('people.identify', {
      person,
      id,
      identitySealed: app.keyring.seal(JSON.stringify(identity), { table: 'identities', row: id, column: 'identity' }),
      isMinor: false,
      isForeign: identity.citizenship !== 'AR',
      keys: personKeys(app.keyring, campaign, { names: [identity.legalName], document: identity.document }),
    });
  }
  const held = people.get('C-7F2');
  if (held !== undefined) await fillHeld(app, write, held, ago);
  const free = people.get('C-3TX');
  if (free === undefined) return;
  const first = ago(9);
  const rule = ruleOf('weekly', first);
  await write('custody.oblige', {
    person: free,
    id: uuidv7(),
    kind: 'present',
    place: 'Juzgado Federal 7 (ejemplo)',
    fromDate: first,
    rule,
    nextOn: nextOn({ rule, first, last: null }, ago(3)) ?? '',
  });
  await write('custody.oblige', { person: free, id: uuidv7(), kind: 'no_leave', place: '', fromDate: first });
}

async function fillHeld(app: Ronda, write: Writer, person: string, ago: (days: number) => string): Promise<void> {
  const arrest = { person, fromDate: ago(44), place: 'Comisaría de ejemplo 2' };
  await write('people.set_status', { ...arrest, id: uuidv7(), status: 'police_station', toDate: ago(42) });
  await write('people.set_status', {
    person,
    id: uuidv7(),
    status: 'held_incommunicado',
    place: 'Alcaidía de ejemplo',
    fromDate: ago(42),
    toDate: ago(40),
  });
  const stays = [
    { facility: 'Comisaría de ejemplo 2', notice: 'yes', from: 44, to: 42 },
    { facility: 'Alcaidía de ejemplo', notice: 'no', from: 42, to: 40 },
    { facility: 'Unidad de ejemplo 1', notice: 'no', from: 40, to: null },
  ] as const;
  const rows = [];
  for (const { facility, notice, from, to } of stays) {
    const id = uuidv7();
    rows.push(id);
    const cell = app.keyring.seal('Pabellón de ejemplo 3', { table: 'place_stays', row: id, column: 'cell' });
    await write('custody.stay', {
      person,
      id,
      facility,
      notice,
      fromDate: ago(from),
      toDate: to === null ? '' : ago(to),
      cellSealed: to === null ? cell : null,
    });
  }
  const contacts = [
    ['acknowledged', 'yes', 43],
    ['place_told', 'no', 42],
    ['place_told', 'yes', 39],
    ['lawyer', 'yes', 41],
    ['family', 'no', 42],
  ] as const;
  for (const [kind, answer, days] of contacts) {
    await write('custody.contact', { person, id: uuidv7(), kind, answer, fromDate: ago(days) });
  }
  const sources = [
    {
      connection: 'family',
      kind: 'call',
      reliability: 'reliable',
      hearsay: 'second',
      words: 'Hermana (ejemplo): la trasladaron de noche.',
      stance: 'supports',
    },
    {
      connection: 'lawyer',
      kind: 'judicial_file',
      reliability: 'very_reliable',
      hearsay: 'direct',
      words: 'Oficio de ejemplo con el lugar.',
      stance: 'supports',
    },
    {
      connection: 'official',
      kind: 'document',
      reliability: 'fairly_reliable',
      hearsay: 'direct',
      words: 'Parte de ejemplo con otra fecha.',
      stance: 'contradicts',
    },
  ] as const;
  for (const [n, { words, stance, ...source }] of sources.entries()) {
    const id = uuidv7();
    const wordsSealed = app.keyring.seal(words, { table: 'person_sources', row: id, column: 'words' });
    await write('sources.add', { person, id, ...source, receivedOn: ago(40 - n), wordsSealed });
    const row = rows[n === 1 ? 2 : 1] ?? '';
    await write('sources.cite', { source: id, id: uuidv7(), entity: 'place_stays', row, stance });
  }
}
