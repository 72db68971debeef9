import type { Row, StreamSnapshot, Verb } from '../contracts/journal';

/** Rows of one entity by id, in the order in which they came. */
export type Rows = ReadonlyMap<string, Row>;
/** What a stream's audience sees: entity -> id -> row. Never changed in place: an untouched row keeps its identity. */
export type State = ReadonlyMap<string, Rows>;

/** A change of one row, from the journal or expected by somebody who is waiting for it. */
export interface Change {
  entity: string;
  entityId: string;
  verb: Verb;
  patch: Row;
}

export const EMPTY: State = new Map();
const NO_ROWS: Rows = new Map();

export function rowsOf(state: State, entity: string): Rows {
  return state.get(entity) ?? NO_ROWS;
}

export function fromSnapshot(snapshot: StreamSnapshot): State {
  return new Map(
    Object.entries(snapshot.rows).map(([entity, rows]) => [
      entity,
      new Map(rows.map((row) => [String(row['id']), row])),
    ]),
  );
}

/**
 * Applies changes in order. A change of a row that is not there is left out: it was deleted, or is not for this
 * audience; half a row would be worse than none.
 */
export function applyChanges(state: State, changes: readonly Change[]): State {
  if (changes.length === 0) return state;
  const next = new Map(state);
  const copied = new Map<string, Map<string, Row>>();
  for (const { entity, entityId, verb, patch } of changes) {
    let rows = copied.get(entity);
    if (!rows) {
      rows = new Map(rowsOf(state, entity));
      copied.set(entity, rows);
      next.set(entity, rows);
    }
    if (verb === 'delete') rows.delete(entityId);
    else if (verb === 'insert') rows.set(entityId, { ...patch, id: entityId });
    else {
      const row = rows.get(entityId);
      if (row) rows.set(entityId, { ...row, ...patch });
    }
  }
  return next;
}

/** What somebody did and has not seen come back yet. */
export interface Expected {
  opId: string;
  /** The rows it will change, told against what stands when it is drawn, so that it follows what others do meanwhile. */
  changes(state: State): readonly Change[];
}

/** screen = fold(confirmed, pending) */
export function overlay(confirmed: State, pending: readonly Expected[]): State {
  return pending.reduce((state, { changes }) => applyChanges(state, changes(state)), confirmed);
}
