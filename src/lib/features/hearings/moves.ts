import { HEARING_STATUSES, type HearingStatus } from '$lib/contracts/ops';

/** One change of date or status. */
export interface Move {
  id: string;
  fromAt: string;
  toAt: string;
  from: HearingStatus;
  to: HearingStatus;
  /** Of the hearing after it. */
  sequence: number;
  reason: string;
  /** The change that this one takes back. */
  undoes: string | null;
  /** Account; null when it no longer exists. */
  by: string | null;
  at: string;
}

export interface MoveRow {
  id: string;
  from_at: string;
  to_at: string;
  from_status: string;
  to_status: string;
  sequence: number;
  reason: string;
  undoes: string | null;
  created_by: string | null;
  created_at: string;
}

const statusOf = (value: string): HearingStatus => HEARING_STATUSES.find((one) => one === value) ?? 'scheduled';

export function readMove(row: MoveRow): Move {
  return {
    id: row.id,
    fromAt: row.from_at,
    toAt: row.to_at,
    from: statusOf(row.from_status),
    to: statusOf(row.to_status),
    sequence: row.sequence,
    reason: row.reason,
    undoes: row.undoes,
    by: row.created_by,
    at: row.created_at,
  };
}

/** The change that may be taken back: the newest that was not, and takes nothing back itself. */
export function undoable(moves: readonly Move[]): Move | null {
  const undone = new Set(moves.map(({ undoes }) => undoes));
  const left = moves.filter(({ id, undoes }) => undoes === null && !undone.has(id));
  return left.toSorted((a, b) => b.sequence - a.sequence)[0] ?? null;
}
