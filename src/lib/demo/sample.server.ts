import type { OpArgs, OpKind } from '$lib/contracts/ops';
import { addDays, today, toInstant } from '$lib/kernel/dates';
import { uuidv7 } from '$lib/kernel/ids';
import type { Ronda } from '$lib/server/app.server';
import { unwrap } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import { withComments } from './comments.server';
import { sampleSignatures } from './signatures';
import { SAMPLE_TEXTS } from './texts';

const ZONE = 'America/Argentina/Buenos_Aires';
/** The first users' public account, from their own appeal. */
const IBAN = 'FR7610278061050005965934133';
const CONTACT = 'info@po.org.ar';

export type Writer = <K extends OpKind>(kind: K, args: OpArgs[K]) => Promise<void>;

/** Writes as the holder of a token, through the same operations as the desk. */
export function writerOf(app: Ronda, accessToken: string): Writer {
  return async (kind, args) => {
    await call(app.backend.as(accessToken), 'apply_op', { op_id: uuidv7(), kind, args });
  };
}

export async function fillCampaign(write: Writer, campaign: string): Promise<void> {
  for (const locale of ['es', 'en'] as const)
    await write('campaign.text', { campaign, locale, ...SAMPLE_TEXTS[locale] });
  await write('campaign.set', {
    campaign,
    goal: 2000,
    iban: IBAN,
    contactEmail: CONTACT,
    publishFund: true,
    publishDetained: true,
    publishHearing: true,
  });
}

const PEOPLE = [
  { code: 'C-7F2', pseudonym: 'Jacarandá', status: 'pretrial_detention', place: 'Unidad de ejemplo 1', daysAgo: 40 },
  { code: 'C-9RM', pseudonym: 'Ombú', status: 'house_arrest', place: 'Domicilio', daysAgo: 17 },
  { code: 'C-3TX', pseudonym: 'Palo borracho', status: 'released_pending', place: '', daysAgo: 9 },
  { code: 'C-6WH', pseudonym: 'Quebracho', status: 'court_holding', place: 'Alcaidía de ejemplo', daysAgo: 2 },
] as const;

const HEARINGS = [
  { caseCode: 'EJEMPLO-1/26', kind: 'appeal', court: 'Cámara Federal, Sala 1 (ejemplo)', inDays: 3, time: '10:30' },
  { caseCode: 'EJEMPLO-2/26', kind: 'questioning', court: 'Juzgado Federal 7 (ejemplo)', inDays: 1, time: '09:00' },
  { caseCode: 'EJEMPLO-3/26', kind: 'release', court: 'Juzgado Federal 7 (ejemplo)', inDays: 8, time: '12:00' },
] as const;

/** Taken twenty hours ago and brought before the judge within six: one clock was met, the other has four hours left. */
async function fillArrest(write: Writer, campaign: string): Promise<void> {
  const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
  const arrest = uuidv7();
  await write('arrests.record', {
    campaign,
    id: arrest,
    code: 'C-4KD',
    pseudonym: 'Ceibo',
    at: hoursAgo(20),
    ruleset: 'AR-CPPN',
    force: 'pfa',
    place: 'Comisaría de ejemplo 3',
  });
  await write('arrests.act', { arrest, id: uuidv7(), kind: 'presented', at: hoursAgo(15) });
}

/** Answers with the ids of the people by their codes. */
export async function fillLegalDesk(write: Writer, campaign: string): Promise<Map<string, string>> {
  const now = today(ZONE);
  const ids = new Map<string, string>();
  await fillArrest(write, campaign);
  for (const { daysAgo, ...person } of PEOPLE) {
    const id = uuidv7();
    ids.set(person.code, id);
    await write('people.register', {
      campaign,
      id,
      statusId: uuidv7(),
      ...person,
      fromDate: addDays(now, -daysAgo),
    });
  }
  for (const { inDays, time, ...hearing } of HEARINGS) {
    const startsAt = unwrap(toInstant(`${addDays(now, inDays)}T${time}`, ZONE));
    await write('hearings.schedule', { campaign, id: uuidv7(), caseId: uuidv7(), startsAt, tz: ZONE, ...hearing });
  }
  return ids;
}

const GIFTS = [
  { amountMinor: '25000', currency: 'EUR', daysAgo: 18, note: 'Transferencia (ejemplo)' },
  { amountMinor: '120000', currency: 'EUR', daysAgo: 12, note: 'Colecta de un sindicato (ejemplo)' },
  { amountMinor: '4500000', currency: 'ARS', daysAgo: 6, note: 'Festival solidario (ejemplo)' },
  { amountMinor: '10000', currency: 'USD', daysAgo: 3, note: 'Transferencia (ejemplo)' },
] as const;

export async function fillFund(write: Writer, campaign: string): Promise<void> {
  for (const { daysAgo, ...gift } of GIFTS) {
    await write('fund.book_gift', { campaign, id: uuidv7(), valueDate: addDays(today(ZONE), -daysAgo), ...gift });
  }
}

const LISTS = [
  {
    name: 'Por contactar',
    cards: ['Central sindical (ejemplo)', 'Facultad de Derecho (ejemplo)', 'Radio comunitaria (ejemplo)'],
  },
  { name: 'Contactadas', cards: ['Federación de docentes (ejemplo)', 'Organismo de derechos humanos (ejemplo)'] },
  { name: 'Prometieron', cards: ['Bloque parlamentario (ejemplo)'] },
  { name: 'Firmaron', cards: ['Sindicato del neumático (ejemplo)'] },
];

export async function fillBoard(write: Writer, campaign: string): Promise<void> {
  const lists = LISTS.map(({ name, cards }) => ({ id: uuidv7(), name, cards }));
  const name = 'Pronunciamiento ante la Cámara';
  await write('board.create', { campaign, id: uuidv7(), name, lists: lists.map(({ id, name }) => ({ id, name })) });
  for (const { id, cards } of lists) {
    for (const title of cards) await write('card.create', { list: id, id: uuidv7(), title });
  }
}

/** Three weeks of signatures, and what some of them say. */
export async function fillSignatures(app: Ronda, write: Writer, campaign: string): Promise<void> {
  const made = sampleSignatures(Date.now(), (n) => app.keyring.index('signature.email', `sample-${n}@demo.test`));
  const { items, said } = withComments(app.keyring, made);
  await call(app.backend.system(), 'load_sample_signatures', { campaign, items });
  await write('comments.decide', {
    campaign,
    id: uuidv7(),
    decision: 'approved',
    items: said,
  });
  app.totalsChanged();
}
