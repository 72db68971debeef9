import { requestPlace, sampleRequest, type SampleRequest } from '$lib/features/spending/index.server';
import { addDays, today } from '$lib/kernel/dates';
import { uuidv7 } from '$lib/kernel/ids';
import type { Ronda } from '$lib/server/app.server';
import type { Writer } from './sample.server';

const ZONE = 'America/Argentina/Buenos_Aires';

interface Bail {
  court: string;
  orderedAgo: number;
  expectedIn: number;
  /** What came back, days ago. */
  returned?: { minor: string; daysAgo: number };
}
interface Sample extends Omit<SampleRequest, 'dueOn'> {
  by: 'legal' | 'coordinator';
  dueIn?: number;
  /** What became of it; without it, it waits. */
  then?: 'approved' | 'refused' | 'first_yes';
  paid?: { minor: string; daysAgo: number };
  bail?: Bail;
}

/** Invented, as their words say. */
const REQUESTS: readonly Sample[] = [
  {
    by: 'legal',
    category: 'lawyer',
    amountMinor: '45000000',
    currency: 'ARS',
    payee: 'Estudio jurídico de ejemplo',
    account: '2850590940090418135201',
    purpose: 'Honorarios de octubre: escritos y visitas (ejemplo).',
    caseCode: 'EJEMPLO-1/26',
    level: 'public',
    publicNote: 'Honorarios de octubre',
    then: 'approved',
    paid: { minor: '45000000', daysAgo: 9 },
  },
  {
    by: 'coordinator',
    category: 'family',
    amountMinor: '18000000',
    currency: 'ARS',
    payee: 'Familia de C-9RM (ejemplo)',
    account: 'familia.de.ejemplo',
    purpose: 'Pasajes para las visitas de noviembre (ejemplo).',
    level: 'donors',
    publicNote: 'Pasajes de familias para las visitas',
    then: 'approved',
    paid: { minor: '12000000', daysAgo: 4 },
  },
  {
    by: 'legal',
    category: 'court_costs',
    amountMinor: '9500000',
    currency: 'ARS',
    payee: 'Tasa de justicia (ejemplo)',
    purpose: 'Tasa del recurso ante la Cámara (ejemplo).',
    caseCode: 'EJEMPLO-1/26',
    dueIn: 4,
    level: 'public',
    publicNote: 'Tasa de justicia de un recurso',
    then: 'approved',
  },
  {
    by: 'coordinator',
    category: 'printing',
    amountMinor: '26000000',
    currency: 'ARS',
    payee: 'Imprenta de ejemplo',
    purpose: 'Dos mil afiches para la jornada (ejemplo).',
    dueIn: 6,
    level: 'public',
    publicNote: 'Dos mil afiches',
  },
  {
    by: 'legal',
    category: 'lawyer',
    amountMinor: '90000',
    currency: 'EUR',
    payee: 'Avocate d’Exemple',
    account: 'FR7630006000011234567890189',
    purpose: 'Presentación ante el comité internacional (ejemplo).',
    level: 'treasurers',
    then: 'first_yes',
  },
  {
    by: 'coordinator',
    category: 'other',
    amountMinor: '14000000',
    currency: 'ARS',
    payee: 'Alquiler de sonido de ejemplo',
    purpose: 'Sonido para el festival (ejemplo).',
    level: 'treasurers',
    then: 'refused',
  },
  {
    by: 'legal',
    category: 'bail',
    amountMinor: '60000000',
    currency: 'ARS',
    payee: 'Banco de ejemplo, cuenta judicial',
    purpose: 'Caución real por C-3TX (ejemplo).',
    caseCode: 'EJEMPLO-3/26',
    level: 'public',
    publicNote: '',
    then: 'approved',
    paid: { minor: '60000000', daysAgo: 16 },
    bail: {
      court: 'Juzgado Federal 7 (ejemplo)',
      orderedAgo: 17,
      expectedIn: 5,
      returned: { minor: '20000000', daysAgo: 3 },
    },
  },
  {
    by: 'legal',
    category: 'bail',
    amountMinor: '35000000',
    currency: 'ARS',
    payee: 'Banco de ejemplo, cuenta judicial',
    purpose: 'Caución fijada para C-6WH (ejemplo).',
    dueIn: 1,
    level: 'treasurers',
    bail: { court: 'Juzgado Federal 2 (ejemplo)', orderedAgo: 1, expectedIn: 180 },
  },
];
const WHY_NOT = 'Lo presta una organización: no hace falta pagarlo (ejemplo).';

interface Cast {
  campaign: string;
  accounts: ReadonlyMap<string, string>;
  owner: Writer;
  asks(role: Sample['by']): Writer;
  /** A treasurer who asked for none of it. */
  decides: Writer | null;
}

/** Requests in every state, through the same doors as anybody's. */
export async function fillSpending(app: Ronda, { campaign, accounts, owner, asks, decides }: Cast): Promise<void> {
  const now = today(ZONE);
  await owner('spend.set_limit', { campaign, currency: 'ARS', limitMinor: '80000000' });
  for (const { by, dueIn, then, paid, bail, ...sample } of REQUESTS) {
    const due = dueIn === undefined ? {} : { dueOn: addDays(now, dueIn) };
    const request = sampleRequest(app.keyring, campaign, { ...sample, ...due });
    const { id } = request;
    await asks(by)('spend.request', request);
    if (bail) {
      const { court, orderedAgo, expectedIn } = bail;
      const [orderedOn, expectedOn] = [addDays(now, -orderedAgo), addDays(now, expectedIn)];
      await asks(by)('bail.set', { bail: id, court, orderedOn, expectedOn });
    }
    if (decides === null || then === undefined) continue;
    if (then === 'refused') {
      const reasonSealed = app.keyring.seal(WHY_NOT, requestPlace(id, 'reason'));
      await decides('spend.refuse', { request: id, reasonSealed });
      continue;
    }
    await decides('spend.approve', { request: id, version: 1 });
    if (!paid) continue;
    const account = accounts.get(sample.currency);
    await decides('spend.pay', {
      request: id,
      id: uuidv7(),
      valueDate: addDays(now, -paid.daysAgo),
      amountMinor: paid.minor,
      ...(account === undefined ? {} : { account }),
    });
    if (bail?.returned) {
      const { minor, daysAgo } = bail.returned;
      const back = { bail: id, id: uuidv7(), valueDate: addDays(now, -daysAgo), amountMinor: minor };
      await decides('bail.return', { ...back, ...(account === undefined ? {} : { account }) });
    }
  }
  app.totalsChanged();
}
