import type { JournalEntry } from '$lib/contracts/journal';
import type { TeamTotals } from '$lib/contracts/totals';

/** One line of "what changed". Signatures are not journalled one by one: an hour of them is one line. */
export type FeedLine =
  | { kind: 'entry'; key: string; at: string; actor: string | null; entry: JournalEntry }
  | { kind: 'signatures'; key: string; at: string; actor: null; n: number; countries: string[] };

const keyOf = (entry: JournalEntry): string => `${entry.stream}:${entry.seq}`;

/** Both, each entry once; what came twice is the same entry. */
export function mergeEntries(known: readonly JournalEntry[], more: readonly JournalEntry[]): JournalEntry[] {
  return [...new Map([...known, ...more].map((entry) => [keyOf(entry), entry])).values()];
}

/** What one operation also wrote: told by the entry of another table alone. */
const TOLD_BY: Readonly<Record<string, readonly string[]>> = {
  people: ['arrests'],
  custody_statuses: ['people', 'arrests', 'arrest_acts', 'people_merges'],
  obligations: ['obligation_checks'],
  place_stays: ['people_merges'],
  cases: ['hearings', 'deadlines', 'case_rulesets'],
  case_capacities: ['case_people'],
  needs: ['need_acts'],
  hearing_moves: ['hearings'],
  hearing_people: ['hearings'],
  // A change of the calendar moves thousands at once, and is one thing that happened.
  deadlines: ['legal_days'],
  legal_calendars: ['legal_days', 'deadlines'],
  documents: ['document_events'],
  incidents: ['incident_figures', 'incident_arrests'],
  publications: ['consents'],
  board_lists: ['boards'],
  cards: ['boards'],
  member_roles: ['members'],
  session_ends: ['members'],
  fund_totals: ['fund_entries', 'spend_acts'],
  // What was done to a request stands in its act; rows and bookings are how.
  fund_entries: ['spend_acts'],
  spend_requests: ['spend_acts'],
  spend_approvals: ['spend_acts'],
  spend_receipts: ['spend_acts'],
  spend_payments: ['spend_acts'],
  bails: ['spend_acts'],
  bail_moves: ['spend_acts'],
  bank_desks: ['bank_imports', 'bank_matches'],
};

/**
 * One line per operation: registering somebody also writes where they are, and is one thing that happened. A row that
 * two streams carry, such as a board, is told once.
 */
export function tellOnce(entries: readonly JournalEntry[]): JournalEntry[] {
  const news = entries.filter((entry) => !isStep(entry));
  const written = new Set(news.map(({ opId, entity }) => `${opId} ${entity}`));
  const told = new Set<string>();
  return news.filter((entry) => {
    const { opId, entity, entityId, verb } = entry;
    if (opId === null) return true;
    const change = `${opId} ${entity} ${entityId} ${verb}`;
    const by = TOLD_BY[entity];
    if (told.has(change) || by?.some((other) => written.has(`${opId} ${other}`))) return false;
    told.add(change);
    return true;
  });
}

/** Where somebody stands is kept with them and follows from what was written down, which is told. */
const FOLLOWS = new Set([
  'status',
  'status_place',
  'status_from',
  'status_from_known',
  'status_to',
  'held_since',
  'next_on',
]);

/** How far a list has come is for its own page, and who follows a case is no news. */
const isStep = ({ entity, verb, patch }: JournalEntry): boolean =>
  entity === 'case_followers' ||
  (entity === 'people' && verb === 'update' && Object.keys(patch).every((column) => FOLLOWS.has(column))) ||
  (entity === 'deliveries' && verb === 'update' && !('state' in patch) && !('downloads' in patch));

const HOUR_MS = 3_600_000;
const instant = (ms: number): string => new Date(ms).toISOString();

/** Lines of confirmed signatures, derived from the frame alone: a page that was reloaded shows the same. */
export function signatureLines({ byHour, latest, at }: Pick<TeamTotals, 'byHour' | 'latest' | 'at'>): FeedLine[] {
  const asked = Date.parse(at);
  return byHour.map(({ hour, n }) => {
    const from = Date.parse(hour);
    const known = latest.filter((one) => Date.parse(one.at) >= from && Date.parse(one.at) < from + HOUR_MS);
    const newest = Math.max(...known.map((one) => Date.parse(one.at)));
    return {
      kind: 'signatures',
      key: `signatures:${hour}`,
      at: instant(Number.isFinite(newest) ? newest : Math.min(asked, from + HOUR_MS - 1)),
      actor: null,
      n,
      countries: [...new Set(known.map(({ country }) => country))].slice(0, 3),
    };
  });
}

/** Newest first, at most `most`. */
export function feedLines(
  entries: readonly JournalEntry[],
  frame: Pick<TeamTotals, 'byHour' | 'latest' | 'at'> | null,
  most: number,
): FeedLine[] {
  const lines: FeedLine[] = tellOnce(entries).map((entry) => ({
    kind: 'entry',
    key: keyOf(entry),
    at: instant(Date.parse(entry.at)),
    actor: entry.actor,
    entry,
  }));
  return [...lines, ...(frame ? signatureLines(frame) : [])]
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.key < b.key ? 1 : -1))
    .slice(0, most);
}

/**
 * How many of the first lines are newer than the last visit, and how many of those somebody else made. Null when this
 * is the first visit.
 */
export function sinceLeft(
  lines: readonly FeedLine[],
  leftAt: string | null,
  me: string,
): { upTo: number; news: number } | null {
  if (leftAt === null) return null;
  const fresh = lines.filter(({ at }) => at > leftAt);
  return { upTo: fresh.length, news: fresh.filter(({ actor }) => actor !== me).length };
}
