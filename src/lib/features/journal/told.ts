import type { JournalEntry, Row } from '$lib/contracts/journal';
import { rowsOf, type State } from '$lib/live';
import type { Messages } from '$lib/messages/catalog';
import type { DeskKey } from '$lib/messages/desk';

export interface Scene {
  m: Messages<DeskKey>;
  /** What the reader may see: names come from here, since an update carries the changed columns alone. */
  rows: State;
}

export type Teller = (entry: JournalEntry, told: Told, scene: Scene) => string;

/** Looks things up for one entry; whatever is not in sight is null, and the sentence does without it. */
export class Told {
  readonly row: Row;

  constructor(
    readonly entry: JournalEntry,
    readonly scene: Scene,
  ) {
    this.row = { ...rowsOf(scene.rows, entry.entity).get(entry.entityId), ...entry.patch };
  }

  text(column: string): string | null {
    const value = this.row[column];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  }

  /** A column of the row that another column refers to. */
  of(entity: string, reference: string, column: string): string | null {
    const id = this.text(reference);
    const value = id === null ? undefined : rowsOf(this.scene.rows, entity).get(id)?.[column];
    return typeof value === 'string' ? value : null;
  }

  changed(column: string): boolean {
    return this.entry.verb === 'update' && column in this.entry.patch;
  }

  /** `archived`, `restored`, or neither. */
  get shelf(): 'archived' | 'restored' | null {
    if (!this.changed('archived_at')) return null;
    return this.entry.patch['archived_at'] === null ? 'restored' : 'archived';
  }

  name(userId: string | null): string | null {
    if (userId === null) return null;
    const members = [...rowsOf(this.scene.rows, 'members').values()];
    const name = members.find((row) => row['user_id'] === userId)?.['display_name'];
    return typeof name === 'string' ? name : null;
  }

  get who(): string {
    const { m } = this.scene;
    return this.entry.actor === null ? m('journal.system') : (this.name(this.entry.actor) ?? m('feed.somebody'));
  }

  /** Whom an entry about a membership means: those rows share the member's id. */
  get member(): string {
    const own =
      rowsOf(this.scene.rows, 'members').get(this.entry.entityId)?.['display_name'] ?? this.row['display_name'];
    if (typeof own === 'string') return own;
    return this.name(this.text('user_id')) ?? this.scene.m('feed.somebody');
  }
}

export const inserted = (entry: JournalEntry): 'insert' | 'update' => (entry.verb === 'insert' ? 'insert' : 'update');
