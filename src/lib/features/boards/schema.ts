import * as v from 'valibot';
import { isUuid } from '$lib/kernel/ids';
import { TEMPLATES } from './templates';

const id = v.pipe(
  v.string('choice'),
  v.check((value) => isUuid(value), 'choice'),
);
const words = (most: number) =>
  v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(most, 'too_long'));
const name = words(120);
/** One line: a title that was pasted with breaks becomes one. */
const title = v.pipe(
  v.string('required'),
  v.transform((text) => text.replace(/\s+/g, ' ')),
  words(400),
);
const note = v.pipe(v.string(), v.trim(), v.maxLength(20_000, 'too_long'));
const flag = v.pipe(
  v.picklist(['true', 'false'], 'choice'),
  v.transform((value) => value === 'true'),
);
const day = v.pipe(v.string(), v.regex(/^(\d{4}-\d{2}-\d{2})?$/, 'date'));
const orNobody = v.pipe(
  v.string(),
  v.check((value) => value === '' || isUuid(value), 'choice'),
);
/** `first`, `last`, or the card it goes behind. */
const place = v.pipe(
  v.string('choice'),
  v.check((value) => value === 'first' || value === 'last' || isUuid(value), 'choice'),
);

/** `id` is made with the form, so that a second press is the same board. */
export const createBoardSchema = v.object({ id, name, template: v.picklist(TEMPLATES, 'choice') });
export const renameBoardSchema = v.object({ board: id, name });
export const archiveBoardSchema = v.object({ board: id, archived: flag });
export const addCardSchema = v.object({ list: id, title });
export const moveCardSchema = v.object({ card: id, list: id, place });
export const archiveCardSchema = v.object({ card: id, archived: flag });
export const addListSchema = v.object({ name });
export const archiveListSchema = v.object({ list: id, archived: flag });
/** What the form showed goes along, so that only what was changed is written, and never over somebody else's words. */
export const saveCardSchema = v.object({
  card: id,
  title,
  note,
  assignee: orNobody,
  due: day,
  was_title: v.string(),
  was_note: v.string(),
  was_assignee: v.string(),
  was_due: v.string(),
});
