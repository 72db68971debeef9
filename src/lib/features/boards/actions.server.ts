import { redirect, type RequestEvent } from '@sveltejs/kit';
import type * as v from 'valibot';
import type { Result } from '$lib/contracts/errors';
import type { CardField, OpArgs, OpKind } from '$lib/contracts/ops';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { fail, ok } from '$lib/kernel/result';
import { deskMessages } from '$lib/messages/desk';
import { memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import {
  addCardSchema,
  addListSchema,
  archiveBoardSchema,
  archiveCardSchema,
  archiveListSchema,
  createBoardSchema,
  moveCardSchema,
  renameBoardSchema,
  saveCardSchema,
} from './schema';
import { listsOfTemplate } from './templates';

type Event = Pick<RequestEvent, 'request' | 'locals' | 'url'> & { params: Partial<Record<string, string>> };

/** A form that is one operation: read, write, and back to the page as it now is. */
function form<S extends v.GenericSchema, K extends OpKind>(
  schema: S,
  kind: K,
  args: (value: v.InferOutput<S>, event: Event) => OpArgs[K],
  after?: (value: v.InferOutput<S>, event: Event) => void,
) {
  return async (event: Event) => {
    memberOf(event.locals, 'boards.write');
    const read = await readForm(event, schema);
    if (!read.ok) return read.response;
    const done = await applyOp(event.locals, kind, args(read.value, event));
    if (!done.ok) return refuse(read.values, done);
    after?.(read.value, event);
    return undefined;
  };
}

/** Back to where the person was, without the card that was open. */
function toBoard(event: Event): never {
  redirect(303, event.url.pathname);
}

function boardId(event: Event): string {
  const id = event.params['id'];
  return isUuid(id) ? id : '';
}

/** Forms of the list of boards. */
export const boardsActions = {
  create: async (event: Event) => {
    const { membership } = memberOf(event.locals, 'boards.write');
    const read = await readForm(event, createBoardSchema);
    if (!read.ok) return read.response;
    const { id, name, template } = read.value;
    const lists = listsOfTemplate(deskMessages(event.locals.locale), template);
    const done = await applyOp(event.locals, 'board.create', {
      campaign: membership.campaignId,
      id,
      name,
      lists: lists.map((list) => ({ id: uuidv7(), name: list })),
    });
    // The id came with the form: it is there already because the button was pressed twice.
    if (!done.ok && done.code !== 'conflict') return refuse(read.values, done);
    redirect(303, `/desk/${membership.slug}/boards/${id}`);
  },
  rename: form(renameBoardSchema, 'board.rename', ({ board, name }) => ({ board, name })),
  archive: form(archiveBoardSchema, 'board.archive', ({ board, archived }) => ({ board, archived })),
};

const FIELDS = ['title', 'note', 'assignee', 'due'] as const satisfies readonly CardField[];

type Saved = v.InferOutput<typeof saveCardSchema>;

/** Browsers send line breaks as CRLF; what stands in the database has LF. */
const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();

async function saveFields(locals: App.Locals, value: Saved): Promise<Result<void>> {
  for (const field of FIELDS) {
    const [now, was] = [plain(value[field]), plain(value[`was_${field}`])];
    if (now === was) continue;
    const done = await applyOp(locals, 'card.set', {
      card: value.card,
      field,
      value: now === '' && field !== 'note' ? null : now,
      base: was === '' && field !== 'note' ? null : was,
    });
    if (!done.ok) return done.code === 'stale' ? fail('stale', { field, rule: 'stale' }) : done;
  }
  return ok();
}

/** Forms of one board, for readers without scripts; with them every act is an operation of the socket. */
export const boardActions = {
  addCard: form(addCardSchema, 'card.create', ({ list, title }) => ({ list, id: uuidv7(), title })),
  moveCard: form(
    moveCardSchema,
    'card.move',
    ({ card, list, place }) => ({
      card,
      list,
      ...(place === 'last' ? {} : { after: place === 'first' ? null : place }),
    }),
    (_value, event) => toBoard(event),
  ),
  archiveCard: form(
    archiveCardSchema,
    'card.archive',
    ({ card, archived }) => ({ card, archived }),
    (_value, event) => toBoard(event),
  ),
  addList: form(addListSchema, 'list.create', ({ name }, event) => ({ board: boardId(event), id: uuidv7(), name })),
  archiveList: form(archiveListSchema, 'list.archive', ({ list, archived }) => ({ list, archived })),
  rename: form(renameBoardSchema, 'board.rename', ({ board, name }) => ({ board, name })),
  saveCard: async (event: Event) => {
    memberOf(event.locals, 'boards.write');
    const read = await readForm(event, saveCardSchema);
    if (!read.ok) return read.response;
    const done = await saveFields(event.locals, read.value);
    if (!done.ok) return refuse(read.values, done);
    return toBoard(event);
  },
};
