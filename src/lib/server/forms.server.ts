import { fail as refuseWith, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Failure } from '../contracts/errors';
import type { FormState } from '../contracts/forms';
import { fieldErrors } from '../kernel/issues';
import { fail } from '../kernel/result';
import { httpStatus } from './errors.server';

/** A whole form of ours, statement included, stays far below; what is above half a megabyte is not read. */
const MAX_FORM_BYTES = 131_072;
/** Fields whose value never goes back into a page. */
const SECRET = new Set(['password', 'code']);

type Refused = ActionFailure<FormState>;
export type Form<T> = { ok: true; value: T; values: Record<string, string> } | { ok: false; response: Refused };

/** The same answer for a failure that came after the fields were right; what was typed stays. */
export function refuse(values: Record<string, string>, failure: Failure): Refused {
  const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !SECRET.has(name)));
  const errors = failure.field && failure.rule ? { [failure.field]: failure.rule } : {};
  return refuseWith(httpStatus(failure.code), { values: kept, errors, failure });
}

/** Replacement characters stand where bytes were no UTF-8; PostgreSQL refuses U+0000. */
function isBroken(text: string): boolean {
  return text.includes('\uFFFD') || text.includes('\u0000');
}

interface Fields {
  values: Record<string, string>;
  failure: Failure | null;
}

type Entries = Iterable<[string, FormDataEntryValue]>;

/** The fields as typed, also when the whole is refused: what somebody wrote goes back into the page. */
function fieldsOf(data: Entries, groups: readonly string[]): Fields {
  const values: Record<string, string> = {};
  let failure: Failure | null = null;
  let bytes = 0;
  for (const [name, value] of data) {
    const twice = values[name] !== undefined && !groups.includes(name);
    if (typeof value !== 'string' || twice) {
      failure ??= fail('invalid', { rule: 'unknown_field', field: name.slice(0, 40) });
      continue;
    }
    bytes += value.length;
    values[name] = values[name] === undefined ? value : `${values[name]},${value}`;
  }
  return { values, failure: bytes > MAX_FORM_BYTES ? fail('too_large') : failure };
}

async function readFields(request: Request, groups: readonly string[]): Promise<Fields> {
  try {
    return fieldsOf(await request.formData(), groups);
  } catch (thrown) {
    // `limitBody` stops reading at the limit of the route, and says so by this status.
    const tooLarge = typeof thrown === 'object' && thrown !== null && Reflect.get(thrown, 'status') === 413;
    return { values: {}, failure: tooLarge ? fail('too_large') : fail('invalid', { rule: 'encoding' }) };
  }
}

/** The form in `data`, or null for whatever `readForm` would refuse: then the page says why. */
export function formOrNull<S extends v.GenericSchema>(data: Entries, schema: S): v.InferOutput<S> | null {
  const { values, failure } = fieldsOf(data, []);
  if (failure || Object.values(values).some(isBroken)) return null;
  const parsed = v.safeParse(schema, values);
  return parsed.success ? parsed.output : null;
}

/**
 * Reads a posted form against its schema. A field sent twice is refused, but for the checkbox `groups`, whose values are
 * joined by commas. Refusals carry what was
 * typed and the broken rule per field, so that the page shows both again, with or without JavaScript.
 */
export async function readForm<S extends v.GenericSchema>(
  event: Pick<RequestEvent, 'request'>,
  schema: S,
  groups: readonly string[] = [],
): Promise<Form<v.InferOutput<S>>> {
  const { values: fields, failure } = await readFields(event.request, groups);
  if (failure) return { ok: false, response: refuse(fields, failure) };
  const broken = Object.keys(fields).find((name) => isBroken(fields[name] ?? ''));
  if (broken !== undefined) {
    return { ok: false, response: refuse(fields, fail('invalid', { field: broken, rule: 'encoding' })) };
  }
  const parsed = v.safeParse(schema, fields);
  if (parsed.success) return { ok: true, value: parsed.output, values: fields };
  // Not a copy of `refuse`: only what Kit's `fail` itself made is a refusal to Kit, a copy would be sent as a success.
  const { status, data } = refuse(fields, fail('invalid'));
  return { ok: false, response: refuseWith(status, { ...data, errors: fieldErrors(parsed.issues) }) };
}
