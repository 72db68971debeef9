import type { JournalEntry, StreamName, StreamSnapshot } from '$lib/contracts/journal';
import { AUDIENCES, allows, type Audience, type Role } from '$lib/contracts/permissions';
import { fromSnapshot, type State } from '$lib/live';
import type { DeskKey } from '$lib/messages/desk';
import type { Messages } from '$lib/messages/catalog';
import type { Db } from '$lib/server/backend/index.server';
import { call } from '$lib/server/rpc.server';
import { describe } from './describe';
import type { Chain, JournalLine, Verified } from './lines';

const PAGE = 50;

interface StreamRef {
  /** Short name for the address: `team`, `board-<id>`. */
  key: string;
  stream: StreamName;
  label: string;
}

/** The streams of a campaign that somebody with these roles may read, the team's first. */
export function streamsOf(
  m: Messages<DeskKey>,
  campaign: string,
  roles: readonly Role[],
  team: StreamSnapshot,
): StreamRef[] {
  const audiences = Object.keys(AUDIENCES).filter((name): name is Audience => name in AUDIENCES);
  const own = audiences
    .filter((audience) => allows(roles, AUDIENCES[audience]))
    .map((audience) => ({
      key: audience,
      stream: `campaign:${campaign}:${audience}` as const,
      label: m(`journal.stream.${audience}`),
    }));
  const boards = (team.rows['boards'] ?? []).map((row) => ({
    key: `board-${String(row['id'])}`,
    stream: `board:${String(row['id'])}` as const,
    label: m('journal.stream.board', { name: String(row['name']) }),
  }));
  return [...own, ...boards];
}

/** Newest first, as sentences. Names come from what stands now; an entry about what is gone does without. */
export async function readJournal(
  db: Db,
  m: Messages<DeskKey>,
  stream: StreamName,
  team: StreamSnapshot,
  before: number | null,
): Promise<{ lines: JournalLine[]; older: number | null }> {
  const [entries, own] = await Promise.all([
    call<(JournalEntry & { hash: string })[]>(db, 'journal_page', { stream, before, n: PAGE }),
    stream === team.stream ? team : call<StreamSnapshot>(db, 'live_snapshot', { stream }),
  ]);
  const rows: State = new Map([...fromSnapshot(team), ...fromSnapshot(own)]);
  const lines = entries.map((entry) => ({
    seq: entry.seq,
    at: entry.at,
    what: describe(entry, { m, rows }),
    hash: entry.hash,
  }));
  return { lines, older: entries.length === PAGE ? (entries.at(-1)?.seq ?? null) : null };
}

/** Walks every chain that the owner may read. */
export async function verifyJournal(db: Db, campaign: string, streams: readonly StreamRef[]): Promise<Verified[]> {
  const found = await call<(Chain & { stream: string })[]>(db, 'verify_journal', { campaign });
  const labels = new Map<string, string>(streams.map(({ stream, label }) => [stream, label]));
  return found
    .filter(({ stream }) => labels.has(stream))
    .map((result) => ({ ...result, label: labels.get(result.stream) ?? '' }));
}
