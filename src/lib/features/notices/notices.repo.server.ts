import { LOCALES } from '$lib/contracts/locales';
import { NOTICE_KINDS, type NoticeKind } from '$lib/contracts/ops-notices';
import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import { readItem, type Choices, type Notice, type Told } from './model';

export const PAGE = 50;
const COLUMNS =
  'id, kind, urgent, more, created_at, read_at, notice_items (entity, entity_id, step, rung, facts, expires_at)';

interface Row {
  id: string;
  kind: string;
  urgent: boolean;
  more: number;
  created_at: string;
  read_at: string | null;
  notice_items: { entity: string; entity_id: string; step: string; rung: number; facts: unknown; expires_at: string }[];
}

const instant = (at: string): string => new Date(Date.parse(at)).toISOString();

function read(row: Row): Notice {
  const items = [...row.notice_items]
    .sort((a, b) => Date.parse(a.expires_at) - Date.parse(b.expires_at) || (a.entity_id < b.entity_id ? -1 : 1))
    .flatMap(({ entity_id: id, ...rest }) => readItem({ ...rest, id }) ?? []);
  return {
    id: row.id,
    kind: NOTICE_KINDS.find((kind) => kind === row.kind) ?? 'due',
    urgent: row.urgent,
    more: row.more,
    at: instant(row.created_at),
    readAt: row.read_at,
    items,
  };
}

/** A person's notices, newest first, one more than a page. What they may no longer see is not among them. */
export async function ownNotices(
  db: Db,
  campaign: string,
  { unread, after }: { unread: boolean; after: { at: string; id: string } | null },
): Promise<Notice[]> {
  let query = db.from('notices').select(COLUMNS).eq('campaign_id', campaign);
  if (unread) query = query.is('read_at', null);
  if (after) query = query.or(`created_at.lt.${after.at},and(created_at.eq.${after.at},id.lt.${after.id})`);
  const rows = await query
    .order('created_at', { ascending: false })
    .order('id', { ascending: false })
    .limit(PAGE + 1);
  return ((dataOf(rows) ?? []) as unknown as Row[]).map(read);
}

export async function oneNotice(db: Db, campaign: string, id: string): Promise<Notice | null> {
  const row = dataOf(await db.from('notices').select(COLUMNS).eq('campaign_id', campaign).eq('id', id).maybeSingle());
  return row === null ? null : read(row);
}

/** Unread notices, a hundred at most, and where the person's stream stands. */
export function noticeBell(db: Db, campaign: string): Promise<{ unread: number; head: number }> {
  return call(db, 'notice_bell', { campaign });
}

const kindsOf = (value: readonly string[]): NoticeKind[] => NOTICE_KINDS.filter((kind) => value.includes(kind));

/** What a person has chosen; what stands until they choose otherwise, as the database has it too. */
export async function ownChoices(
  db: Db,
  campaign: string,
  otherwise: Pick<Choices, 'locale' | 'tz' | 'digest'>,
): Promise<Choices> {
  const row = dataOf(
    await db
      .from('notice_settings')
      .select('locale, app, mail, push, digest, quiet_from, quiet_to, tz')
      .eq('campaign_id', campaign)
      .maybeSingle(),
  );
  if (row === null) {
    const mail = NOTICE_KINDS.filter((kind) => kind !== 'deadline');
    return { ...otherwise, app: [...NOTICE_KINDS], mail, push: mail, quietFrom: '22:00', quietTo: '07:00' };
  }
  return {
    locale: LOCALES.find((one) => one === row.locale) ?? 'es',
    app: kindsOf(row.app),
    mail: kindsOf(row.mail),
    push: kindsOf(row.push),
    digest: row.digest,
    quietFrom: row.quiet_from.slice(0, 5),
    quietTo: row.quiet_to.slice(0, 5),
    tz: row.tz,
  };
}

export interface Device {
  id: string;
  addedAt: string;
  lastSentOn: string | null;
}

export async function ownDevices(db: Db, campaign: string): Promise<Device[]> {
  const rows = dataOf(
    await db
      .from('push_devices')
      .select('id, created_at, last_sent_on')
      .eq('campaign_id', campaign)
      .order('created_at')
      .order('id'),
  );
  return (rows ?? []).map(({ id, created_at: at, last_sent_on: lastSentOn }) => ({ id, addedAt: at, lastSentOn }));
}

export interface Assigned {
  assignee: string | null;
  second: string | null;
}

/** Who acts on a deadline; nobody in particular is two nulls. */
export async function assignedTo(db: Db, deadline: string): Promise<Assigned> {
  const row = dataOf(await db.from('deadline_assignees').select('assignee, second').eq('id', deadline).maybeSingle());
  return row ?? { assignee: null, second: null };
}

/** Who was told of a thing; for the legal desk and owners. */
export function toldOf(db: Db, entity: 'deadlines' | 'arrests' | 'hearings', thing: string): Promise<Told[]> {
  return call(db, 'told_of', { entity, thing });
}
