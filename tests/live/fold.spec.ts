import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalEntry, StreamName } from '$lib/contracts/journal';
import { Cursor } from '$lib/live/cursor';
import { applyChanges, fromSnapshot, overlay, rowsOf } from '$lib/live/fold';
import { FakeDatabase } from './fake-store';
import { digest } from './house';

const STREAM: StreamName = 'board:x';

interface Write {
  entity: string;
  id: string;
  verb: 'insert' | 'update' | 'delete';
  column: string;
  value: number;
}

const write: fc.Arbitrary<Write> = fc.record({
  entity: fc.constantFrom('cards', 'board_lists'),
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  verb: fc.constantFrom('insert', 'update', 'delete'),
  column: fc.constantFrom('title', 'note', 'order_key'),
  value: fc.integer({ min: 0, max: 9 }),
});

/** Carries out those that a database would: no second row of one id, no change of a row that is not there. */
function perform(db: FakeDatabase, writes: Write[]): void {
  for (const { entity, id, verb, column, value } of writes) {
    const exists = db.stream(STREAM).rows.get(entity)?.has(id) ?? false;
    if (exists !== (verb !== 'insert')) continue;
    db.write(STREAM, entity, id, verb, verb === 'delete' ? {} : { [column]: value });
  }
}

const writes = fc.array(write, { maxLength: 60 });

describe('I2: a snapshot and what came after it are the later snapshot', () => {
  it('for random operations', () => {
    fc.assert(
      fc.property(writes, writes, (before, after) => {
        const db = new FakeDatabase();
        perform(db, before);
        const early = structuredClone(db.snapshotOf(STREAM));
        perform(db, after);
        const folded = applyChanges(fromSnapshot(early), db.stream(STREAM).entries.slice(early.seq));
        expect(digest(folded)).toBe(db.digest(STREAM));
      }),
      { numRuns: 300 },
    );
  });

  it('in whatever order, pieces and copies the entries arrive', () => {
    fc.assert(
      fc.property(writes, writes, fc.infiniteStream(fc.nat()), (before, after, dice) => {
        const db = new FakeDatabase();
        perform(db, before);
        const cursor = new Cursor();
        cursor.reset(structuredClone(db.snapshotOf(STREAM)));
        perform(db, after);
        const all = db.stream(STREAM).entries;
        const roll = (sides: number): number => (dice.next().value ?? 0) % sides;
        const deck: JournalEntry[] = [...all, ...all.filter(() => roll(3) === 0)];
        for (let i = deck.length - 1; i > 0; i -= 1) {
          const j = roll(i + 1);
          const [a, b] = [deck[i], deck[j]];
          if (a && b) [deck[i], deck[j]] = [b, a];
        }
        while (deck.length > 0) cursor.take(deck.splice(0, 1 + roll(4)));
        expect(cursor.seq).toBe(db.stream(STREAM).head);
        expect(cursor.behind).toBe(false);
        expect(digest(cursor.confirmed)).toBe(db.digest(STREAM));
      }),
      { numRuns: 300 },
    );
  });

  it('changes nothing in place, so that untouched rows are not drawn again', () => {
    const db = new FakeDatabase();
    db.write(STREAM, 'cards', 'a', 'insert', { title: 'one' });
    db.write(STREAM, 'cards', 'b', 'insert', { title: 'two' });
    const before = fromSnapshot(db.snapshotOf(STREAM));
    const after = applyChanges(before, [db.write(STREAM, 'cards', 'b', 'update', { title: 'three' })]);
    expect(rowsOf(after, 'cards').get('a')).toBe(rowsOf(before, 'cards').get('a'));
    expect(rowsOf(before, 'cards').get('b')).toEqual({ id: 'b', title: 'two' });
    expect(rowsOf(after, 'cards').get('b')).toEqual({ id: 'b', title: 'three' });
  });
});

describe('the cursor', () => {
  it('knows when it is behind and waits for what is missing', () => {
    const db = new FakeDatabase();
    const cursor = new Cursor();
    const entries = [1, 2, 3].map((n) => db.write(STREAM, 'cards', 'a', n === 1 ? 'insert' : 'update', { n }));
    expect(cursor.take(entries.slice(2))).toEqual([]);
    expect(cursor.behind).toBe(false);
    cursor.reset({ stream: STREAM, seq: 1, rows: { cards: [{ id: 'a', n: 1 }] } });
    expect(cursor.take([])).toEqual([]);
    expect(cursor.behind).toBe(true);
    expect(cursor.take(entries.slice(1, 2)).map(({ seq }) => seq)).toEqual([2, 3]);
    expect(rowsOf(cursor.confirmed, 'cards').get('a')).toEqual({ id: 'a', n: 3 });
    expect(cursor.behind).toBe(false);
  });

  it('goes back when the server does: a restored database is behind its readers', () => {
    const cursor = new Cursor();
    cursor.reset({ stream: STREAM, seq: 9, rows: {} });
    cursor.answer({ kind: 'snapshot', snapshot: { stream: STREAM, seq: 4, rows: {} } });
    expect(cursor.seq).toBe(4);
  });
});

describe('what is still on its way', () => {
  it('lies over what is confirmed and follows what others do meanwhile', () => {
    const confirmed = fromSnapshot({ stream: STREAM, seq: 1, rows: { cards: [{ id: 'a', title: 'one', list: 'x' }] } });
    const rename = {
      opId: '1',
      changes: () => [{ entity: 'cards', entityId: 'a', verb: 'update' as const, patch: { title: 'mine' } }],
    };
    expect(rowsOf(overlay(confirmed, [rename]), 'cards').get('a')).toEqual({ id: 'a', title: 'mine', list: 'x' });
    const moved = applyChanges(confirmed, [{ entity: 'cards', entityId: 'a', verb: 'update', patch: { list: 'y' } }]);
    expect(rowsOf(overlay(moved, [rename]), 'cards').get('a')).toEqual({ id: 'a', title: 'mine', list: 'y' });
    const gone = applyChanges(confirmed, [{ entity: 'cards', entityId: 'a', verb: 'delete', patch: {} }]);
    expect(rowsOf(overlay(gone, [rename]), 'cards').size).toBe(0);
  });
});
