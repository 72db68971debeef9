import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '$lib/contracts/journal';
import { applyChanges, EMPTY, type State } from '$lib/live/fold';
import { cardArchived, cardCreated, cardMoved, cardSet, listCreated, listMoved } from './expect';
import { archivedOf, byOrder, cardsOf, columnsOf, keyAt, passes, placeAt, staysPut, type Card } from './model';

const BOARD = 'b';
const LISTS = ['l1', 'l2', 'l3'];

function stateOf(rows: { board_lists?: Row[]; cards?: Row[] }): State {
  const changes = Object.entries(rows).flatMap(([entity, list]) =>
    list.map((patch) => ({ entity, entityId: String(patch['id']), verb: 'insert' as const, patch })),
  );
  return applyChanges(EMPTY, changes);
}

const list = (id: string, order_key: string): Row => ({ id, name: id, order_key, archived_at: null });
const card = (id: string, order_key: string, more: Row = {}): Row => ({
  id,
  list_id: 'l1',
  title: id,
  note: '',
  assignee: null,
  due: null,
  order_key,
  archived_at: null,
  ...more,
});
const shown = (state: State, at = 0): string[] => columnsOf(state)[at]?.cards.map(({ id }) => id) ?? [];

describe('columns', () => {
  it('orders by the bytes of the key and ties by id, capitals before small letters', () => {
    const state = stateOf({
      board_lists: [list('l1', 'a0')],
      cards: [card('z', 'a0'), card('q', 'Zz'), card('a', 'a0'), card('m', 'a0V')],
    });
    expect(shown(state)).toEqual(['q', 'a', 'z', 'm']);
  });

  it('leaves out what is archived, and tells it apart', () => {
    const state = stateOf({
      board_lists: [list('l1', 'a0'), { ...list('l2', 'a1'), archived_at: '2026-01-02' }],
      cards: [card('a', 'a0'), card('b', 'a1', { archived_at: '2026-01-01' }), card('c', 'a2', { list_id: 'l2' })],
    });
    expect(columnsOf(state).map(({ total }) => total)).toEqual([1]);
    expect(archivedOf(state).cards.map(({ id }) => id)).toEqual(['b']);
    expect(archivedOf(state).lists.map(({ id }) => id)).toEqual(['l2']);
  });

  it('filters without changing the count, whatever the accents', () => {
    const state = stateOf({
      board_lists: [list('l1', 'a0')],
      cards: [card('a', 'a0', { title: 'Camión con equipo', assignee: 'ana' }), card('b', 'a1', { note: 'camion' })],
    });
    const [both] = columnsOf(state, { text: 'CAMION', who: '' });
    expect(both?.cards).toHaveLength(2);
    const [one] = columnsOf(state, { text: 'equipo camión', who: 'ana' });
    expect(one?.cards.map(({ id }) => id)).toEqual(['a']);
    expect(one?.total).toBe(2);
    expect(columnsOf(state, { text: '', who: 'none' })[0]?.cards.map(({ id }) => id)).toEqual(['b']);
  });

  it('keeps the identity of a card whose row nobody touched', () => {
    const state = stateOf({ board_lists: [list('l1', 'a0')], cards: [card('a', 'a0'), card('b', 'a1')] });
    const [before] = columnsOf(state);
    const [after] = columnsOf(applyChanges(state, cardSet({ card: 'b', field: 'title', value: 'new' })(state)));
    expect(after?.cards[0]).toBe(before?.cards[0]);
    expect(after?.cards[1]?.title).toBe('new');
  });
});

describe('keys', () => {
  it('steps over ties and never fails on them', () => {
    const tied = [
      { id: 'a', orderKey: 'a1' },
      { id: 'b', orderKey: 'a1' },
      { id: 'c', orderKey: 'a2' },
    ];
    expect(keyAt(tied, 'a', null) > 'a1').toBe(true);
    expect(keyAt(tied, 'a', null) < 'a2').toBe(true);
    expect(keyAt(tied, null, null) < 'a1').toBe(true);
  });

  it('puts behind somebody who has left at the end', () => {
    expect(keyAt([{ id: 'a', orderKey: 'a1' }], 'gone', null)).toBe('a2');
  });

  it('answers the place for an index among what is shown', () => {
    const ids = ['a', 'b', 'c'].map((id) => ({ id }));
    expect(placeAt(ids, 0, 'c')).toBeNull();
    expect(placeAt(ids, 1, 'a')).toBe('b');
    expect(placeAt(ids, 9, 'a')).toBe('c');
    expect(placeAt([], 3, 'a')).toBeUndefined();
    expect(staysPut(ids, 'b', 'a')).toBe(true);
    expect(staysPut(ids, 'a', null)).toBe(true);
    expect(staysPut(ids, 'c', undefined)).toBe(true);
    expect(staysPut(ids, 'a', 'c')).toBe(false);
    expect(staysPut(ids, 'x', null)).toBe(false);
  });
});

/** The simplest thing that could be right: arrays and splice. */
class Plain {
  readonly lists = new Map(LISTS.map((id): [string, string[]] => [id, []]));
  move(id: string, to: string, place: string | null | undefined): void {
    for (const ids of this.lists.values()) if (ids.includes(id)) ids.splice(ids.indexOf(id), 1);
    const target = this.lists.get(to) ?? [];
    const at = place === null ? 0 : place === undefined ? target.length : target.indexOf(place) + 1;
    target.splice(at === 0 && place !== null ? target.length : at, 0, id);
  }
}

const act = fc.record({ card: fc.nat(11), list: fc.nat(2), after: fc.nat(13) });

describe('optimistic moves', () => {
  it('put every card where a plain array would, and lose and double none', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        let state = stateOf({ board_lists: LISTS.map((id, at) => list(id, `a${at}`)) });
        const plain = new Plain();
        for (let at = 0; at < 12; at++) {
          const args = { list: 'l1', id: `c${at}`, title: 't' };
          state = applyChanges(state, cardCreated(BOARD, args)(state));
          plain.move(args.id, 'l1', undefined);
        }
        for (const { card: which, list: where, after } of acts) {
          const to = LISTS[where] ?? 'l1';
          const others = (plain.lists.get(to) ?? []).filter((id) => id !== `c${which}`);
          const place = after === 12 ? null : after === 13 ? undefined : others[after];
          const args = { card: `c${which}`, list: to, ...(place === undefined ? {} : { after: place }) };
          state = applyChanges(state, cardMoved(args)(state));
          plain.move(args.card, to, place);
        }
        expect(LISTS.map((_, at) => shown(state, at))).toEqual([...plain.lists.values()]);
        const keys = new Set(cardsOf(state).map(({ listId, orderKey }) => `${listId} ${orderKey}`));
        expect(keys.size).toBe(12);
      }),
    );
  });

  it('move and add lists the same way', () => {
    let state = stateOf({ board_lists: LISTS.map((id, at) => list(id, `a${at}`)) });
    state = applyChanges(state, listMoved({ list: 'l3', after: null })(state));
    state = applyChanges(state, listMoved({ list: 'l1', after: 'l2' })(state));
    state = applyChanges(state, listCreated({ board: BOARD, id: 'l4', name: 'new' })(state));
    expect(columnsOf(state).map(({ list: { id } }) => id)).toEqual(['l3', 'l2', 'l1', 'l4']);
  });

  it('leave a card alone that is gone', () => {
    const state = stateOf({ board_lists: [list('l1', 'a0')] });
    expect(cardMoved({ card: 'gone', list: 'l1' })(state)).toEqual([]);
  });

  it('take an archived card off the board and bring it back to its place', () => {
    const state = stateOf({ board_lists: [list('l1', 'a0')], cards: [card('a', 'a0'), card('b', 'a1')] });
    const away = applyChanges(state, cardArchived({ card: 'a', archived: true }, '2026-01-01T00:00:00Z')(state));
    expect(shown(away)).toEqual(['b']);
    const back = applyChanges(away, cardArchived({ card: 'a', archived: false }, '')(away));
    expect(shown(back)).toEqual(['a', 'b']);
  });
});

describe('filter', () => {
  const any: Card = {
    id: 'a',
    listId: 'l1',
    title: '🚛 Ünïón',
    note: '',
    assignee: null,
    due: null,
    orderKey: 'a0',
    archivedAt: null,
  };
  it('takes emoji and marks as they come', () => {
    expect(passes(any, { text: 'union 🚛', who: '' })).toBe(true);
    expect(passes(any, { text: 'sindicato', who: '' })).toBe(false);
  });
  it('compares keys, not words', () => {
    expect(byOrder({ id: '1', orderKey: 'Zz' }, { id: '2', orderKey: 'a0' })).toBe(-1);
    expect(byOrder({ id: '1', orderKey: 'a' }, { id: '1', orderKey: 'a' })).toBe(0);
  });
});
