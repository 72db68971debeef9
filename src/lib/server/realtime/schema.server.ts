/** What a browser may send, checked at the door. The arguments of an operation are checked where it runs, in SQL. */
import * as v from 'valibot';
import type { StreamName } from '$lib/contracts/journal';
import type { Op } from '$lib/contracts/ops';
import { AUDIENCES } from '$lib/contracts/permissions';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const STREAM = new RegExp(
  `^(campaign:[0-9a-f-]{36}:(${Object.keys(AUDIENCES).join('|')})|(board|compartment|user):[0-9a-f-]{36})$`,
);
const MAX_OP = 131_072;

const uuid = v.pipe(v.string(), v.regex(UUID));
const stream = v.custom<StreamName>((input) => typeof input === 'string' && STREAM.test(input));
const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const place = v.pipe(v.string(), v.maxLength(80), v.regex(/^[a-z0-9:/_-]*$/));
const slug = v.pipe(v.string(), v.regex(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/));

function isPlain(input: unknown): boolean {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

export const SHAPES = {
  'totals:watch': v.object({ campaign: slug }),
  'team:watch': v.object({ campaign: uuid, at: place }),
  open: v.object({ stream, since: v.optional(seq) }),
  since: v.object({ stream, since: seq }),
  snapshot: v.object({ stream }),
  close: v.object({ stream }),
  here: v.object({ campaign: uuid, at: place }),
};

const OP = v.object({
  opId: uuid,
  kind: v.pipe(v.string(), v.regex(/^[a-z]+\.[a-z_]{1,40}$/)),
  args: v.custom(isPlain),
});
const isOp = v.custom<Op>((input) => v.is(OP, input) && JSON.stringify(input).length <= MAX_OP);

/** The operation that was sent, or null when it has not the shape of one. Unknown kinds are refused by `apply_op`. */
export function readOp(input: unknown): Op | null {
  const read = v.safeParse(isOp, input);
  return read.success ? { opId: read.output.opId, kind: read.output.kind, args: read.output.args } : null;
}

export function readShape<K extends keyof typeof SHAPES>(
  event: K,
  input: unknown,
): v.InferOutput<(typeof SHAPES)[K]> | null {
  const read = v.safeParse(SHAPES[event], input);
  return read.success ? read.output : null;
}
