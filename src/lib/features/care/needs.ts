import type { Row } from '$lib/contracts/journal';
import { NEED_ACTS, NEED_KINDS, NEED_STATES, URGENCIES } from '$lib/contracts/ops-care';
import type { NeedAct, NeedKind, NeedState, Urgency } from '$lib/contracts/ops-care';

/** Something was done with a need. */
export interface NeedStep {
  id: string;
  kind: NeedAct;
  /** Accounts. */
  by: string | null;
  to: string | null;
  note: string;
  at: string;
}

export interface Need {
  id: string;
  personId: string;
  kind: NeedKind;
  urgency: Urgency;
  /** Instant; null when nobody said. */
  dueAt: string | null;
  /** What exactly is sealed. */
  hasDetail: boolean;
  state: NeedState;
  /** Account of whoever sees to it. */
  owner: string | null;
  /** The owner may open the detail. */
  shared: boolean;
  doneAt: string | null;
  createdAt: string;
  /** What counts, oldest first. */
  steps: NeedStep[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const orNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function readStep(row: Row): NeedStep[] {
  const kind = NEED_ACTS.find((one) => one === row['kind']);
  if (kind === undefined || typeof row['undone_at'] === 'string') return [];
  const { id, note, created_at: at } = row;
  return [
    { id: text(id), kind, by: orNull(row['created_by']), to: orNull(row['to_user']), note: text(note), at: text(at) },
  ];
}

export function readNeeds(needs: readonly Row[], acts: readonly Row[]): Need[] {
  const of = Map.groupBy(acts, (row) => text(row['need_id']));
  return needs.map((row) => ({
    id: text(row['id']),
    personId: text(row['person_id']),
    kind: NEED_KINDS.find((one) => one === row['kind']) ?? 'food',
    urgency: URGENCIES.find((one) => one === row['urgency']) ?? 'days',
    dueAt: orNull(row['due_at']),
    hasDetail: row['has_detail'] === true,
    state: NEED_STATES.find((one) => one === row['state']) ?? 'open',
    owner: orNull(row['owner']),
    shared: row['shared'] === true,
    doneAt: orNull(row['done_at']),
    createdAt: text(row['created_at']),
    steps: (of.get(text(row['id'])) ?? []).flatMap(readStep).sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
  }));
}

export const isPending = ({ state }: Pick<Need, 'state'>): boolean => state === 'open' || state === 'taken';
export const isOverdue = (need: Need, nowMs: number): boolean =>
  isPending(need) && need.dueAt !== null && Date.parse(need.dueAt) < nowMs;

/** What is late first, then medication, then by urgency and by when it is due; what has no hour comes after what has one. */
export function inOrder(needs: readonly Need[], nowMs: number): Need[] {
  const rank = (need: Need): number[] => [
    isOverdue(need, nowMs) ? 0 : 1,
    need.kind === 'medication' ? 0 : 1,
    URGENCIES.indexOf(need.urgency),
    need.dueAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(need.dueAt),
    Date.parse(need.createdAt),
  ];
  const ranked = needs.map((need) => ({ need, at: rank(need) }));
  return ranked
    .sort((a, b) => a.at.map((n, i) => n - (b.at[i] ?? 0)).find((difference) => difference !== 0) ?? 0)
    .map(({ need }) => need);
}
