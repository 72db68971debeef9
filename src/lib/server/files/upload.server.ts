import type { RequestEvent } from '@sveltejs/kit';
import type * as v from 'valibot';
import type { Failure } from '../../contracts/errors';
import { fail } from '../../kernel/result';
import { readForm, refuse, type Form } from '../forms.server';
import { bodyLimit } from './body.server';
import { FILE_KINDS, typeOf, type FileKind, type FileType } from './kinds.server';

/** What was handed in, its type as the bytes themselves tell it. */
export interface Upload {
  /** Name of the form's field. */
  field: string;
  bytes: Uint8Array;
  type: FileType;
}
export type UploadForm<T> =
  { ok: true; value: T; values: Record<string, string>; file: Upload | null } | Extract<Form<T>, { ok: false }>;

interface Body {
  bytes: Uint8Array<ArrayBuffer>;
  whole: boolean;
}

/** The first `most` bytes; the rest is read and forgotten, because a browser listens to an answer only once it has sent all. */
async function readBody(request: Request, most: number): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let kept = 0;
  let whole = true;
  const reader = request.body?.getReader();
  try {
    for (let step = await reader?.read(); step && !step.done; step = await reader?.read()) {
      const chunk = step.value.subarray(0, Math.max(0, most - kept));
      if (chunk.length < step.value.length) whole = false;
      if (chunk.length > 0) chunks.push(chunk);
      kept += chunk.length;
    }
  } catch (thrown) {
    // The adapter has a limit of its own, and says so by this status; what came before it is ours.
    if (typeof thrown !== 'object' || thrown === null || Reflect.get(thrown, 'status') !== 413) throw thrown;
    whole = false;
  }
  return { bytes: new Uint8Array(Buffer.concat(chunks)), whole };
}

/** The fields of a form that was cut off: what stood before the file is complete, and is closed as if it had ended there. */
async function readParts({ bytes, whole }: Body, type: string): Promise<FormData | null> {
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  const body = whole || !boundary ? bytes : Buffer.concat([bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  } catch {
    return null;
  }
}

/** The file of a form, none when nothing was chosen, or what is wrong with it. */
async function fileOf(data: FormData, field: string, kind: FileKind, whole: boolean): Promise<Upload | null | Failure> {
  const found = data.get(field);
  const { most, types } = FILE_KINDS[kind];
  if (!whole || (found instanceof File && found.size > most))
    return fail('invalid', { field, rule: `${kind}_too_large` });
  if (!(found instanceof File) || found.size === 0) return null;
  const bytes = new Uint8Array(await found.arrayBuffer());
  const type = typeOf(bytes);
  const taken: readonly FileType[] = types;
  if (type === null || !taken.includes(type)) return fail('invalid', { field, rule: `${kind}_type` });
  return { field, bytes, type };
}

/**
 * Reads a posted form that may bring one file, beside `readForm`. The file's control stands last in its form: then nothing
 * typed is lost when it is too large, and both the fields and the file are told what is wrong with them at once.
 */
export async function readUpload<S extends v.GenericSchema>(
  event: Pick<RequestEvent, 'request' | 'route'>,
  schema: S,
  file: { field: string; kind: FileKind },
  groups: readonly string[] = [],
): Promise<UploadForm<v.InferOutput<S>>> {
  const type = event.request.headers.get('content-type') ?? '';
  const body = await readBody(event.request, bodyLimit(event.route.id));
  const data = await readParts(body, type);
  if (data === null) {
    const failure = body.whole ? fail('invalid', { rule: 'encoding' }) : fail('too_large');
    return { ok: false, response: refuse({}, failure) };
  }
  const upload = await fileOf(data, file.field, file.kind, body.whole);
  data.delete(file.field);
  const request = new Request(event.request.url, { method: 'POST', body: data });
  const form = await readForm({ request }, schema, groups);
  if (upload === null || 'bytes' in upload) return form.ok ? { ...form, file: upload } : form;
  const { values, errors } = form.ok ? { values: form.values, errors: {} } : form.response.data;
  const refused = refuse(values, upload);
  Object.assign(refused.data.errors, errors);
  return { ok: false, response: refused };
}

/**
 * The same for a file that is read and not kept, whatever its type: nothing of it is believed before it was read. `tooLarge`
 * is the rule told when it was cut off. `name` is the sender's word.
 */
export async function readPassing<S extends v.GenericSchema>(
  event: Pick<RequestEvent, 'request' | 'route'>,
  schema: S,
  { field, most, tooLarge }: { field: string; most: number; tooLarge: string },
): Promise<
  | { ok: true; value: v.InferOutput<S>; values: Record<string, string>; bytes: Uint8Array | null; name: string }
  | Extract<Form<v.InferOutput<S>>, { ok: false }>
> {
  const body = await readBody(event.request, bodyLimit(event.route.id));
  const data = await readParts(body, event.request.headers.get('content-type') ?? '');
  if (data === null) return { ok: false, response: refuse({}, fail('invalid', { rule: 'encoding' })) };
  const found = data.get(field);
  data.delete(field);
  const form = await readForm({ request: new Request(event.request.url, { method: 'POST', body: data }) }, schema);
  if (!form.ok) return form;
  if (!body.whole || (found instanceof File && found.size > most))
    return { ok: false, response: refuse(form.values, fail('invalid', { field, rule: tooLarge })) };
  const bytes = found instanceof File && found.size > 0 ? new Uint8Array(await found.arrayBuffer()) : null;
  return { ...form, bytes, name: found instanceof File ? found.name : '' };
}
