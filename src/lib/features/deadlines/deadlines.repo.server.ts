import type { LegalDayKind } from '$lib/contracts/ops-deadlines';
import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import type { DeadlineFilter } from './filter';
import { NATURES } from './rule';
import { readPending, readServed, readStanding, type StoredDeadline } from './stored';

const COLUMNS =
  'id, rule_id, rule_version, calendar_id, calendar_version, nature, served, due_on, due_at, latest_at, act_by, computed, state, receipt, reason, pending, moved_from, version, person_id, notification_id, cases!inner (code), people (code)';

interface Row {
  id: string;
  rule_id: string;
  rule_version: number;
  calendar_id: string;
  calendar_version: string;
  nature: string;
  served: unknown;
  due_on: string;
  due_at: string | null;
  latest_at: string | null;
  act_by: string | null;
  computed: unknown;
  state: string;
  receipt: string;
  reason: string;
  pending: unknown;
  moved_from: string | null;
  version: number;
  person_id: string | null;
  notification_id: string | null;
  cases: { code: string } | null;
  people: { code: string } | null;
}

/** The hosted service and the bundled database write instants differently. */
const instant = (at: string | null): string | null => (at === null ? null : new Date(Date.parse(at)).toISOString());

function read(row: Row): StoredDeadline & { version: number } {
  return {
    id: row.id,
    caseCode: row.cases?.code ?? '',
    personCode: row.people?.code ?? null,
    person: row.person_id,
    rule: row.rule_id,
    ruleVersion: row.rule_version,
    calendar: row.calendar_id,
    calendarVersion: row.calendar_version,
    nature: NATURES.find((nature) => nature === row.nature) ?? 'other',
    served: readServed(row.served),
    dueOn: row.due_on,
    dueAt: instant(row.due_at),
    latestAt: instant(row.latest_at),
    actBy: row.act_by,
    standing: readStanding(row.computed),
    state: row.state === 'done' || row.state === 'waived' ? row.state : 'open',
    receipt: row.receipt,
    reason: row.reason,
    pending: readPending(row.pending),
    movedFrom: row.moved_from,
    notification: row.notification_id,
    version: row.version,
  };
}

export interface After {
  day: string;
  id: string;
}
export const PAGE = 50;

/** Open ones by their last day, soonest first; closed ones newest first. One more than a page, to know whether there is a next. */
export async function deadlinePage(
  db: Db,
  campaign: string,
  { view, caseCode, person, nature }: DeadlineFilter,
  after: After | null,
  size = PAGE,
): Promise<StoredDeadline[]> {
  const open = view === 'open';
  let query = db.from('deadlines').select(COLUMNS).eq('campaign_id', campaign);
  query = open ? query.eq('state', 'open') : query.neq('state', 'open');
  if (caseCode !== '') query = query.eq('cases.code', caseCode);
  if (person !== '') query = query.eq('person_id', person);
  if (nature !== '') query = query.eq('nature', nature);
  if (after) {
    const beyond = open ? 'gt' : 'lt';
    query = query.or(`due_on.${beyond}.${after.day},and(due_on.eq.${after.day},id.${beyond}.${after.id})`);
  }
  const rows = await query
    .order('due_on', { ascending: open })
    .order('id', { ascending: open })
    .limit(size + 1);
  return ((dataOf(rows) ?? []) as unknown as Row[]).map(read);
}

export async function deadlineOf(db: Db, campaign: string, id: string): Promise<StoredDeadline | null> {
  const row = dataOf(await db.from('deadlines').select(COLUMNS).eq('campaign_id', campaign).eq('id', id).maybeSingle());
  return row === null ? null : read(row);
}

/** What hangs on these notifications, soonest first. */
export async function deadlinesOn(
  db: Db,
  campaign: string,
  notifications: readonly string[],
): Promise<(StoredDeadline & { version: number })[]> {
  if (notifications.length === 0) return [];
  const rows = dataOf(
    await db
      .from('deadlines')
      .select(COLUMNS)
      .eq('campaign_id', campaign)
      .in('notification_id', [...notifications])
      .order('due_on')
      .order('id')
      .limit(BATCH),
  ) as unknown as Row[] | null;
  return (rows ?? []).map(read);
}

const BATCH = 1000;
/** All that are open in a calendar, whatever their number, in order of id. */
export async function openIn(
  db: Db,
  campaign: string,
  calendar: string,
): Promise<(StoredDeadline & { version: number })[]> {
  const all: (StoredDeadline & { version: number })[] = [];
  for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = dataOf(
      await db
        .from('deadlines')
        .select(COLUMNS)
        .eq('campaign_id', campaign)
        .eq('calendar_id', calendar)
        .eq('state', 'open')
        .gt('id', last)
        .order('id')
        .limit(BATCH),
    ) as unknown as Row[] | null;
    const batch = (rows ?? []).map(read);
    all.push(...batch);
    last = batch.at(-1)?.id ?? '';
    if (batch.length < BATCH) return all;
  }
}

export interface OwnDay {
  id: string;
  from: string;
  to: string;
  kind: LegalDayKind;
  name: string;
  source: string;
}
export interface OwnCalendar {
  revision: number;
  years: number[];
  days: OwnDay[];
}

/** What the campaign has entered over a calendar. */
export async function ownCalendar(db: Db, campaign: string, calendar: string): Promise<OwnCalendar> {
  const [head, days] = await Promise.all([
    db
      .from('legal_calendars')
      .select('revision, years')
      .eq('campaign_id', campaign)
      .eq('calendar_id', calendar)
      .maybeSingle(),
    db
      .from('legal_days')
      .select('id, from_day, to_day, kind, name, source')
      .eq('campaign_id', campaign)
      .eq('calendar_id', calendar)
      .is('removed_at', null)
      .order('created_at')
      .order('id'),
  ]);
  const found = dataOf(head);
  return {
    revision: found?.revision ?? 0,
    years: found?.years ?? [],
    days: (dataOf(days) ?? []).map(({ id, from_day, to_day, kind, name, source }) => ({
      id,
      from: from_day,
      to: to_day,
      kind: kind as LegalDayKind,
      name,
      source,
    })),
  };
}

export interface Signoff {
  id: string;
  rule: string;
  version: number;
  note: string;
  by: string | null;
  at: string;
}

/** Which versions of which rules are signed off. */
export async function signoffs(db: Db, campaign: string): Promise<Signoff[]> {
  const rows = dataOf(
    await db
      .from('legal_signoffs')
      .select('id, rule_id, rule_version, note, created_by, created_at')
      .eq('campaign_id', campaign)
      .is('removed_at', null)
      .order('created_at'),
  );
  return (rows ?? []).map(({ id, rule_id, rule_version, note, created_by, created_at }) => ({
    id,
    rule: rule_id,
    version: rule_version,
    note,
    by: created_by,
    at: created_at,
  }));
}
