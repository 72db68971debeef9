import * as v from 'valibot';
import type { FormState } from '$lib/contracts/forms';

const lines = v.array(v.object({ line: v.number(), text: v.string(), rule: v.string() }));
const texts = v.array(v.string());
const rows = v.array(texts);

function parsed<S extends v.GenericSchema>(text: string | undefined, schema: S): v.InferOutput<S> | null {
  try {
    const read = v.safeParse(schema, JSON.parse(text ?? ''));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

/** What a form carried back of a file that was not taken: its lines, or the heads somebody must name. */
export function readRefusedFile(state: FormState | null) {
  return {
    lines: parsed(state?.values['lines'], lines) ?? [],
    total: Number(state?.values['refused'] ?? 0),
    heads: parsed(state?.values['heads'], texts) ?? [],
    sample: parsed(state?.values['sample'], rows) ?? [],
  };
}
