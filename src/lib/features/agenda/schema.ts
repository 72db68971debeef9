import * as v from 'valibot';
import { isUuid } from '$lib/kernel/ids';
import { DETAILS, SCOPES } from './model';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);

export const makeSchema = v.object({
  op: id,
  scope: v.picklist(SCOPES, 'choice'),
  detail: v.picklist(DETAILS, 'choice'),
});
/** Renewing and ending. */
export const feedSchema = v.object({ op: id, feed: id });
