import {
  NOTIFICATION_MODES,
  NOTIFIED_PARTIES,
  RESOLUTION_KINDS,
  type NotificationMode,
  type NotifiedParty,
  type ResolutionKind,
} from '$lib/contracts/ops-rulings';
import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import type { Notification, Resolution } from './model';

/** More than any case has; a page of one case shows them all. */
const MOST = 1000;

const RESOLUTION = 'id, case_id, person_id, kind, dated_on, court, has_summary, undone_at, people (code)';
const NOTIFICATION = 'id, resolution_id, party, mode, day, at, km, edits, undone_at';

interface ResolutionRow {
  id: string;
  case_id: string;
  person_id: string | null;
  kind: string;
  dated_on: string;
  court: string;
  has_summary: boolean;
  undone_at: string | null;
  people: { code: string } | null;
}
interface NotificationRow {
  id: string;
  resolution_id: string;
  party: string;
  mode: string;
  day: string;
  at: string | null;
  km: number;
  edits: number;
  undone_at: string | null;
}

const instant = (at: string | null): string | null => (at === null ? null : new Date(Date.parse(at)).toISOString());
const kindOf = (kind: string): ResolutionKind => RESOLUTION_KINDS.find((one) => one === kind) ?? 'other';
const partyOf = (party: string): NotifiedParty => NOTIFIED_PARTIES.find((one) => one === party) ?? 'defence';
const modeOf = (mode: string): NotificationMode => NOTIFICATION_MODES.find((one) => one === mode) ?? 'electronic';

const readResolution = (row: ResolutionRow): Resolution => ({
  id: row.id,
  person: row.person_id,
  personCode: row.people?.code ?? null,
  kind: kindOf(row.kind),
  datedOn: row.dated_on,
  court: row.court,
  hasSummary: row.has_summary,
  undone: row.undone_at !== null,
});

const readNotification = (row: NotificationRow): Notification => ({
  id: row.id,
  resolution: row.resolution_id,
  party: partyOf(row.party),
  mode: modeOf(row.mode),
  day: row.day,
  at: instant(row.at),
  km: row.km,
  edits: row.edits,
  undone: row.undone_at !== null,
});

export interface CaseFacts {
  /** The code that governs it, or the case above it; empty where nobody has said. */
  ruleset: string;
  /** Who is accused in it; empty where nobody was entered. */
  accused: string[];
}

/** By which code the terms of a case are counted, and whom a decision may be about; null where there is none for this reader. */
export async function caseFacts(db: Db, campaign: string, id: string): Promise<CaseFacts | null> {
  const one = (which: string) =>
    db.from('cases').select('ruleset, parent_case_id').eq('campaign_id', campaign).eq('id', which).maybeSingle();
  const row = dataOf(await one(id));
  if (row === null) return null;
  const above = row.ruleset === null && row.parent_case_id !== null ? dataOf(await one(row.parent_case_id)) : null;
  const people = dataOf(
    await db.from('case_people').select('person_id').eq('case_id', id).is('removed_at', null).limit(MOST),
  );
  return {
    ruleset: row.ruleset ?? above?.ruleset ?? '',
    accused: (people ?? []).map(({ person_id }) => person_id),
  };
}

/** What was decided in a case, the newest first. */
export async function resolutionsOf(db: Db, campaign: string, theCase: string): Promise<Resolution[]> {
  const rows = dataOf(
    await db
      .from('resolutions')
      .select(RESOLUTION)
      .eq('campaign_id', campaign)
      .eq('case_id', theCase)
      .order('dated_on', { ascending: false })
      .order('id', { ascending: false })
      .limit(MOST),
  );
  return (rows ?? []).map(readResolution);
}

export interface OneResolution extends Resolution {
  theCase: string;
}

export async function resolutionOf(db: Db, campaign: string, id: string): Promise<OneResolution | null> {
  const row = dataOf(
    await db.from('resolutions').select(RESOLUTION).eq('campaign_id', campaign).eq('id', id).maybeSingle(),
  );
  return row === null ? null : { ...readResolution(row), theCase: row.case_id };
}

/** Who was told of these, oldest first. */
export async function notificationsOf(
  db: Db,
  campaign: string,
  of: { resolutions: readonly string[] } | { ids: readonly string[] },
): Promise<Notification[]> {
  const [column, ids] = 'ids' in of ? (['id', of.ids] as const) : (['resolution_id', of.resolutions] as const);
  if (ids.length === 0) return [];
  const rows = dataOf(
    await db
      .from('ruling_notifications')
      .select(NOTIFICATION)
      .eq('campaign_id', campaign)
      .in(column, [...ids])
      .order('day')
      .order('id')
      .limit(MOST),
  );
  return (rows ?? []).map(readNotification);
}
