import type { StreamSnapshot } from '$lib/contracts/journal';
import type { NeedKind, Urgency } from '$lib/contracts/ops-care';
import { addDays, today, toInstant } from '$lib/kernel/dates';
import { uuidv7 } from '$lib/kernel/ids';
import type { Ronda } from '$lib/server/app.server';
import { unwrap } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import { writerOf, type Writer } from './sample.server';

const ZONE = 'America/Argentina/Buenos_Aires';

interface SampleNeed {
  code: string;
  kind: NeedKind;
  urgency: Urgency;
  inHours: number;
  detail?: string;
}
const NEEDS: readonly SampleNeed[] = [
  {
    code: 'C-7F2',
    kind: 'medication',
    urgency: 'now',
    inHours: 9,
    detail: 'Salbutamol, dos disparos cada 6 horas (ejemplo)',
  },
  { code: 'C-6WH', kind: 'clothes', urgency: 'days', inHours: 50 },
  {
    code: 'C-9RM',
    kind: 'dependants',
    urgency: 'today',
    inHours: -2,
    detail: 'Buscar a los chicos por la escuela (ejemplo)',
  },
];

/** Who speaks: the legal desk, and somebody who helps; the same person where there is only one. */
export interface CareWriters {
  token: string;
  helper: Writer;
  /** Account of the lawyer. */
  lawyer: string;
}

/** Needs with hours, a place with its rules, and turns of which one is not covered. */
export async function fillCare(app: Ronda, campaign: string, { token, helper, lawyer }: CareWriters): Promise<void> {
  const write = writerOf(app, token);
  const stream = `campaign:${campaign}:team`;
  const { rows } = await call<StreamSnapshot>(app.backend.as(token), 'live_snapshot', { stream });
  const idOf = (code: string): string => String(rows['people']?.find((row) => row['code'] === code)?.['id']);
  for (const { code, inHours, detail, ...need } of NEEDS) {
    const id = uuidv7();
    const sealed = detail
      ? { detailSealed: app.keyring.seal(detail, { table: 'needs', row: id, column: 'detail' }) }
      : {};
    const dueAt = new Date(Date.now() + inHours * 3_600_000).toISOString();
    await write('needs.add', { person: idOf(code), id, dueAt, ...need, ...sealed });
    if (need.kind === 'clothes') await helper('needs.act', { need: id, id: uuidv7(), kind: 'take' });
  }
  const [facility, rota] = [uuidv7(), uuidv7()];
  const now = today(ZONE);
  await helper('care.facility', {
    campaign,
    id: facility,
    name: 'Unidad de ejemplo 1',
    town: 'Ezeiza (ejemplo)',
    visitDays: [5, 6],
    visitFrom: '09:00',
    visitTo: '13:00',
    parcelDays: [1, 3],
    parcelFrom: '08:00',
    parcelTo: '11:00',
    parcelRules: 'Ropa sin capucha, alimentos en bolsa transparente, hasta 5 kg (ejemplo).',
    papers: 'DNI y carnet de visita (ejemplo)',
    source: 'Teléfono de la unidad (ejemplo)',
    checkedOn: now,
  });
  const turn = { campaign, facility, person: idOf('C-7F2'), every: 1, fromDay: addDays(now, 1) };
  const everyDay = [0, 1, 2, 3, 4, 5, 6];
  await helper('care.rota', { ...turn, id: rota, kind: 'visit', weekdays: [5], at: '10:00', wanted: 2 });
  await helper('care.rota', { ...turn, id: uuidv7(), kind: 'parcel', weekdays: [1], at: '09:00', wanted: 1 });
  const saturday = everyDay
    .map((n) => addDays(now, n + 1))
    .find((day) => new Date(`${day}T12:00:00Z`).getUTCDay() === 6);
  if (saturday) await helper('care.sign', { rota, id: uuidv7(), day: saturday });
  await fillHearingNeeds(write, helper, campaign, lawyer, rows);
}

/** People who watch, and a lawyer who would have to be in two courts on one morning. */
async function fillHearingNeeds(
  write: Writer,
  helper: Writer,
  campaign: string,
  lawyer: string,
  rows: StreamSnapshot['rows'],
): Promise<void> {
  const appeal = rows['hearings']?.find((row) => row['kind'] === 'appeal');
  if (appeal === undefined) return;
  const hearing = String(appeal['id']);
  const facts = { minutes: 120, room: 'Sala 1, piso 3 (ejemplo)', access: 'public' as const };
  await write('hearings.set', { hearing, ...facts, watchWanted: 6, pressWanted: true, transportWanted: true });
  await write('hearings.assign', { hearing, id: uuidv7(), user: lawyer, part: 'defence' });
  await helper('hearings.join', { hearing, id: uuidv7(), part: 'watch' });
  const startsAt = unwrap(toInstant(`${addDays(today(ZONE), 3)}T13:00`, ZONE));
  await write('hearings.schedule', {
    campaign,
    id: uuidv7(),
    caseId: uuidv7(),
    caseCode: 'EJEMPLO-3/26',
    court: 'Juzgado Federal 7 (ejemplo)',
    kind: 'release',
    startsAt,
    tz: ZONE,
    minutes: 45,
    defence: [lawyer],
  });
}
