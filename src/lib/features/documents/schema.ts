import * as v from 'valibot';
import { DOCUMENT_KINDS, DOCUMENT_MOST_BYTES } from '$lib/contracts/ops-documents';
import { isUuid } from '$lib/kernel/ids';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const maybeId = v.optional(
  v.pipe(
    v.string(),
    v.check((text) => text === '' || isUuid(text), 'unknown_field'),
  ),
  '',
);
const optional = (most: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most, 'too_long')), '');
const facts = {
  capturedAt: optional(120),
  capturedBy: optional(160),
  device: optional(160),
  source: optional(400),
  note: optional(2000),
};
const about = {
  kind: v.picklist(DOCUMENT_KINDS, 'choice'),
  title: optional(200),
  ...facts,
};
const places = { case: maybeId, person: maybeId };

/** The fields beside the file; the file itself is read apart. */
export const uploadSchema = v.object({ op: id, ...about, ...places, replaces: maybeId, redacts: maybeId });
export type UploadFields = v.InferOutput<typeof uploadSchema>;

/** With scripts: the file is announced first, and its bytes follow in parts. */
export const beginSchema = v.object({
  ...uploadSchema.entries,
  name: v.string('required'),
  size: v.pipe(
    v.string('required'),
    v.regex(/^\d{1,15}$/, 'document_empty'),
    v.transform(Number),
    v.minValue(1, 'document_empty'),
    v.maxValue(DOCUMENT_MOST_BYTES, 'document_too_large'),
  ),
});

export const titlesSchema = v.object({
  op: id,
  documents: v.pipe(
    v.string('required'),
    v.transform((text) => text.split(',')),
    v.array(id),
    v.minLength(1, 'required'),
    v.maxLength(50, 'unknown_field'),
  ),
});
export const opSchema = v.object({ op: id });
export const editSchema = v.object({
  op: id,
  ...about,
  title: v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(200, 'too_long')),
  ...places,
});
export const handSchema = v.object({
  op: id,
  to: v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(200, 'too_long')),
  receipt: v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(200, 'too_long')),
  remark: optional(1000),
});
