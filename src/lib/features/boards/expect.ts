/**
 * What each operation will have done once the journal brings it back. Told against the state in which it is drawn, so
 * that it follows what others do meanwhile.
 */
import type { Row } from '$lib/contracts/journal';
import type { OpArgs } from '$lib/contracts/ops';
import type { Change, State } from '$lib/live';
import { cardOf, cardsOf, keyAt, listsOf, type Ordered, type Place } from './model';

type Expectation = (state: State) => readonly Change[];

const update = (entity: string, entityId: string, patch: Row): Change => ({
  entity,
  entityId,
  verb: 'update',
  patch,
});
const inList = (state: State, list: string): Ordered[] => cardsOf(state).filter(({ listId }) => listId === list);
/** An absent `after` means last, so its presence is asked for and not its value. */
const placeOf = (args: { after?: Place }): Place => ('after' in args ? args.after : undefined);

export const cardCreated =
  (board: string, args: OpArgs['card.create']): Expectation =>
  (state) => [
    {
      entity: 'cards',
      entityId: args.id,
      verb: 'insert',
      patch: {
        board_id: board,
        list_id: args.list,
        title: args.title,
        note: '',
        assignee: null,
        due: null,
        order_key: keyAt(inList(state, args.list), placeOf(args), args.id),
        archived_at: null,
      },
    },
  ];

export const cardMoved =
  (args: OpArgs['card.move']): Expectation =>
  (state) =>
    cardOf(state, args.card) === null
      ? []
      : [
          update('cards', args.card, {
            list_id: args.list,
            order_key: keyAt(inList(state, args.list), placeOf(args), args.card),
          }),
        ];

export const cardSet =
  (args: OpArgs['card.set']): Expectation =>
  () => [update('cards', args.card, { [args.field]: args.field === 'note' ? (args.value ?? '') : args.value })];

export const cardArchived =
  ({ card, archived }: OpArgs['card.archive'], now: string): Expectation =>
  () => [update('cards', card, { archived_at: archived ? now : null })];

export const listCreated =
  (args: OpArgs['list.create']): Expectation =>
  (state) => [
    {
      entity: 'board_lists',
      entityId: args.id,
      verb: 'insert',
      patch: {
        board_id: args.board,
        name: args.name,
        order_key: keyAt(listsOf(state), undefined, args.id),
        archived_at: null,
      },
    },
  ];

export const listRenamed =
  ({ list, name }: OpArgs['list.rename']): Expectation =>
  () => [update('board_lists', list, { name })];

export const listMoved =
  ({ list, after }: OpArgs['list.move']): Expectation =>
  (state) => [update('board_lists', list, { order_key: keyAt(listsOf(state), after, list) })];

export const listArchived =
  ({ list, archived }: OpArgs['list.archive'], now: string): Expectation =>
  () => [update('board_lists', list, { archived_at: archived ? now : null })];

export const boardRenamed =
  ({ board, name }: OpArgs['board.rename']): Expectation =>
  () => [update('boards', board, { name })];
