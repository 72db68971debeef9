import { CUSTODY_STATUSES } from '$lib/contracts/ops';
import {
  ANSWERS,
  CITED,
  CONNECTIONS,
  CONTACT_KINDS,
  HEARSAY,
  KNOWN,
  OBLIGATION_KINDS,
  RELIABILITIES,
  SOURCE_FORMS,
  STANCES,
} from '$lib/contracts/ops-custody';
import type { StreamName } from '$lib/contracts/journal';
import { ronda } from '$lib/server/app.server';
import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import { newestFirst, type Custody, type Entry, type LegalRecord, type Period } from './model';

interface EntryRow {
  id: string;
  from_date: string;
  corrects: string | null;
  undone_at: string | null;
  created_at: string;
  created_by: string | null;
}
interface PeriodRow extends EntryRow {
  to_date: string | null;
}

/** One of the words of a list; the database holds the column to the same list. */
function word<T extends string>(words: readonly T[], value: string, otherwise: T): T {
  return words.find((one) => one === value) ?? otherwise;
}

const known = (value: string): Entry['known'] => word(KNOWN, value, 'day');
const entry = (row: EntryRow): Omit<Entry, 'known'> => ({
  id: row.id,
  from: row.from_date,
  corrects: row.corrects,
  undone: row.undone_at !== null,
  at: new Date(Date.parse(row.created_at)).toISOString(),
  by: row.created_by,
});
const period = (row: PeriodRow & { from_known: string; to_known: string }): Period => ({
  ...entry(row),
  known: known(row.from_known),
  to: row.to_date,
  toKnown: known(row.to_known),
});

const ENTRY = 'id, from_date, corrects, undone_at, created_at, created_by';
const PERIOD = 'id, from_date, from_known, to_date, to_known, corrects, undone_at, created_at, created_by' as const;

/** All that was written down of where somebody was, also what was put right. */
export async function custodyOf(db: Db, person: string): Promise<Custody> {
  const [statuses, stays, contacts, obligations] = await Promise.all([
    db.from('custody_statuses').select(`${PERIOD}, status, place`).eq('person_id', person),
    db.from('place_stays').select(`${PERIOD}, facility, notice, has_cell`).eq('person_id', person),
    db.from('contact_facts').select(`${ENTRY}, from_known, kind, answer`).eq('person_id', person),
    db
      .from('obligations')
      .select(
        `${ENTRY}, to_date, kind, place, has_detail, rule, next_on, obligation_checks (id, due_on, done_on, undone_at)`,
      )
      .eq('person_id', person),
  ]);
  return {
    statuses: (dataOf(statuses) ?? [])
      .map((row) => ({
        ...period(row),
        status: word(CUSTODY_STATUSES, row.status, 'missing'),
        place: row.place,
      }))
      .sort(newestFirst),
    stays: (dataOf(stays) ?? [])
      .map((row) => ({
        ...period(row),
        facility: row.facility,
        notice: word(ANSWERS, row.notice, 'unknown'),
        hasCell: row.has_cell,
      }))
      .sort(newestFirst),
    contacts: (dataOf(contacts) ?? [])
      .map((row) => ({
        ...entry(row),
        known: known(row.from_known),
        kind: word(CONTACT_KINDS, row.kind, 'family'),
        answer: word(ANSWERS, row.answer, 'unknown'),
      }))
      .sort(newestFirst),
    obligations: (dataOf(obligations) ?? [])
      .map((row) => ({
        ...entry(row),
        to: row.to_date,
        kind: word(OBLIGATION_KINDS, row.kind, 'other'),
        place: row.place,
        hasDetail: row.has_detail,
        rule: row.rule,
        next: row.next_on,
        checks: row.obligation_checks
          .map((check) => ({ id: check.id, due: check.due_on, done: check.done_on, undone: check.undone_at !== null }))
          .sort((a, b) => (a.due < b.due ? 1 : -1)),
      }))
      .sort(newestFirst),
  };
}

/** On whose word facts stand, and that there is an identity; for the legal desk. */
export async function recordOf(db: Db, person: string): Promise<LegalRecord> {
  const [identity, sources, citations] = await Promise.all([
    db
      .from('identities')
      .select('id, is_minor, is_foreign, consul_told_on, erased_at')
      .eq('person_id', person)
      .order('created_at', { ascending: false })
      .limit(1)
      .maybeSingle(),
    db
      .from('person_sources')
      .select('id, connection, kind, reliability, hearsay, received_on, language, has_words, undone_at')
      .eq('person_id', person)
      .order('received_on', { ascending: false })
      .order('id', { ascending: false }),
    db
      .from('person_citations')
      .select('id, source_id, entity, entity_id, field, stance, undone_at, person_sources!inner (person_id)')
      .eq('person_sources.person_id', person),
  ]);
  const found = dataOf(identity);
  return {
    version: found?.id ?? '',
    isMinor: found?.is_minor ?? false,
    isForeign: found?.is_foreign ?? false,
    consulToldOn: found?.consul_told_on ?? null,
    erased: (found?.erased_at ?? null) !== null,
    sources: (dataOf(sources) ?? []).map((row) => ({
      id: row.id,
      connection: word(CONNECTIONS, row.connection, 'other'),
      kind: word(SOURCE_FORMS, row.kind, 'other'),
      reliability: word(RELIABILITIES, row.reliability, 'unknown'),
      hearsay: word(HEARSAY, row.hearsay, 'unknown'),
      receivedOn: row.received_on,
      language: row.language,
      hasWords: row.has_words,
      undone: row.undone_at !== null,
    })),
    citations: (dataOf(citations) ?? []).map((row) => ({
      id: row.id,
      source: row.source_id,
      entity: word(CITED, row.entity, 'people'),
      row: row.entity_id,
      field: row.field,
      stance: word(STANCES, row.stance, 'supports'),
      undone: row.undone_at !== null,
    })),
  };
}

/** The zone in which the campaign counts its days. */
export async function zoneOf(db: Db, campaign: string): Promise<string> {
  return dataOf(await db.from('campaigns').select('tz').eq('id', campaign).single())?.tz ?? 'UTC';
}

/** One obligation of somebody, to count when it comes again; null where it is not theirs. */
export async function obligationAt(
  db: Db,
  person: string,
  obligation: string,
): Promise<{ rule: string | null; first: string; last: string | null } | null> {
  const row = dataOf(
    await db
      .from('obligations')
      .select('rule, from_date, to_date')
      .eq('person_id', person)
      .eq('id', obligation)
      .maybeSingle(),
  );
  return row && { rule: row.rule, first: row.from_date, last: row.to_date };
}

/** The streams that tell of somebody, and how far they are now: what comes after is news for the page. */
export async function streamsOf(
  db: Db,
  campaign: string,
  person: string,
  legal: boolean,
): Promise<{ stream: StreamName; head: number }[]> {
  const row = dataOf(await db.from('people').select('compartment_id').eq('id', person).maybeSingle());
  const cell = row?.compartment_id ?? null;
  const streams: StreamName[] =
    cell === null
      ? [`campaign:${campaign}:dates`, ...(legal ? [`campaign:${campaign}:legal` as const] : [])]
      : [`compartment:${cell}`];
  const heads = await call<Record<string, number>>(ronda().backend.system(), 'live_heads', { streams });
  return streams.map((stream) => ({ stream, head: heads[stream] ?? 0 }));
}
