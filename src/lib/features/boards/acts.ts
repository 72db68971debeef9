import type { Failure, Result } from '$lib/contracts/errors';
import type { CardField, OpArgs } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import type { LiveCollection } from '$lib/live';
import * as expected from './expect';
import type { Place } from './model';

const done = (result: Result<unknown>): Failure | null => (result.ok ? null : result);
const now = (): string => new Date().toISOString();
/** An absent `after` means last. */
const at = (place: Place): { after?: string | null } => (place === undefined ? {} : { after: place });

/** Every act on a board: drawn at once, sent as one operation. Answers what refused it, once that is known. */
export class BoardActs {
  readonly #board: string;
  readonly #live: LiveCollection;

  constructor(board: string, live: LiveCollection) {
    this.#board = board;
    this.#live = live;
  }

  async addCard(list: string, title: string): Promise<Failure | null> {
    const args: OpArgs['card.create'] = { list, id: uuidv7(), title };
    return done(await this.#live.send('card.create', args, expected.cardCreated(this.#board, args)));
  }

  async moveCard(card: string, list: string, place: Place): Promise<Failure | null> {
    const args: OpArgs['card.move'] = { card, list, ...at(place) };
    return done(await this.#live.send('card.move', args, expected.cardMoved(args)));
  }

  async setField(card: string, field: CardField, value: string | null, base?: string | null): Promise<Failure | null> {
    const args: OpArgs['card.set'] = { card, field, value, ...(base === undefined ? {} : { base }) };
    return done(await this.#live.send('card.set', args, expected.cardSet(args)));
  }

  async archiveCard(card: string, archived: boolean): Promise<Failure | null> {
    const args = { card, archived };
    return done(await this.#live.send('card.archive', args, expected.cardArchived(args, now())));
  }

  async addList(name: string): Promise<Failure | null> {
    const args = { board: this.#board, id: uuidv7(), name };
    return done(await this.#live.send('list.create', args, expected.listCreated(args)));
  }

  async renameList(list: string, name: string): Promise<Failure | null> {
    const args = { list, name };
    return done(await this.#live.send('list.rename', args, expected.listRenamed(args)));
  }

  async moveList(list: string, after: string | null): Promise<Failure | null> {
    const args = { list, after };
    return done(await this.#live.send('list.move', args, expected.listMoved(args)));
  }

  async archiveList(list: string, archived: boolean): Promise<Failure | null> {
    const args = { list, archived };
    return done(await this.#live.send('list.archive', args, expected.listArchived(args, now())));
  }

  async rename(name: string): Promise<Failure | null> {
    const args = { board: this.#board, name };
    return done(await this.#live.send('board.rename', args, expected.boardRenamed(args)));
  }
}
