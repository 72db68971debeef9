import type { Row } from '$lib/contracts/journal';
import { isUuid } from '$lib/kernel/ids';
import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import { readHearing, type Concerned, type Hearing } from './model';
import { readMove, type Move, type MoveRow } from './moves';
import { readPlaces, type Place } from './places';

const COLUMNS =
  'id, case_id, kind, starts_at, tz, minutes, court, room, has_link, access, status, note, sequence, watch_wanted, press_wanted, transport_wanted, outcome, has_outcome_detail, cases (code)';
const DAY_MS = 86_400_000;

function read(row: Row): Hearing {
  const own = row['cases'];
  const code = typeof own === 'object' && own !== null && 'code' in own ? String(own.code) : '';
  return { ...readHearing(row, new Map()), caseCode: code };
}

/** One hearing of this campaign, for whoever may know of it. */
export async function hearingAt(db: Db, campaign: string, hearing: string): Promise<Hearing | null> {
  if (!isUuid(hearing)) return null;
  const row: Row | null = dataOf(
    await db.from('hearings').select(COLUMNS).eq('campaign_id', campaign).eq('id', hearing).maybeSingle(),
  );
  return row && read(row);
}

/** What the list takes away: all that this person may see, soonest first. */
export async function hearingsFor(db: Db, campaign: string): Promise<Hearing[]> {
  const rows: Row[] | null = dataOf(
    await db.from('hearings').select(COLUMNS).eq('campaign_id', campaign).order('starts_at').order('id').limit(5_000),
  );
  return (rows ?? []).map(read);
}

/** Whom the case is about, by code; whoever this reader may not know of is not among them. */
export async function peopleOf(db: Db, theCase: string): Promise<Concerned[]> {
  const rows: { person_id: string; people: { code: string; pseudonym: string } | null }[] | null = dataOf(
    await db
      .from('case_people')
      .select('person_id, people (code, pseudonym)')
      .eq('case_id', theCase)
      .is('removed_at', null)
      .limit(500),
  );
  return (rows ?? [])
    .flatMap(({ person_id: id, people }) => (people ? [{ id, code: people.code, pseudonym: people.pseudonym }] : []))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Its dates and statuses, oldest first. */
export async function movesOf(db: Db, campaign: string, hearing: string): Promise<Move[]> {
  if (!isUuid(hearing)) return [];
  const rows: MoveRow[] | null = dataOf(
    await db
      .from('hearing_moves')
      .select('id, from_at, to_at, from_status, to_status, sequence, reason, undoes, created_by, created_at')
      .eq('campaign_id', campaign)
      .eq('hearing_id', hearing)
      .order('sequence')
      .order('id')
      .limit(200),
  );
  return (rows ?? []).map(readMove);
}

async function placesOf(db: Db, hearings: readonly string[]): Promise<Map<string, Place[]>> {
  if (hearings.length === 0) return new Map();
  const rows: Row[] | null = dataOf(
    await db
      .from('hearing_people')
      .select('id, hearing_id, user_id, part, joined_at, left_at, came')
      .in('hearing_id', hearings)
      .is('left_at', null)
      .limit(5_000),
  );
  return readPlaces(rows ?? []);
}

/** Hearings whose date stands within a day of an instant, and who is at them. */
export async function diaryAround(
  db: Db,
  campaign: string,
  startsAt: string,
): Promise<{ hearings: Hearing[]; places: Map<string, Place[]> }> {
  const [from, to] = [-2, 2].map((days) => new Date(Date.parse(startsAt) + days * DAY_MS).toISOString());
  const rows: Row[] | null = dataOf(
    await db
      .from('hearings')
      .select(COLUMNS)
      .eq('campaign_id', campaign)
      .in('status', ['scheduled', 'rescheduled'])
      .gte('starts_at', from ?? startsAt)
      .lte('starts_at', to ?? startsAt)
      .limit(500),
  );
  const hearings = (rows ?? []).map(read);
  return {
    hearings,
    places: await placesOf(
      db,
      hearings.map(({ id }) => id),
    ),
  };
}

/** Who is at one hearing. */
export async function placesAt(db: Db, hearing: string): Promise<Place[]> {
  return (await placesOf(db, [hearing])).get(hearing) ?? [];
}
