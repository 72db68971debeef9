import * as v from 'valibot';
import { NOTICE_KINDS } from '$lib/contracts/ops-notices';
import { isZone } from '$lib/kernel/format';
import { isUuid } from '$lib/kernel/ids';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const time = v.pipe(v.string('required'), v.nonEmpty('required'), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time'));
/** Ticked boxes of one name, joined by commas. */
const kinds = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) => text.split(',').filter(Boolean)),
  v.array(v.picklist(NOTICE_KINDS, 'choice')),
);
const somebody = v.optional(v.union([v.literal(''), id]), '');

/** The groups of boxes of the preferences. */
export const KIND_GROUPS = ['app', 'mail', 'push'] as const;

export const settingsSchema = v.object({
  op: id,
  locale: v.picklist(['es', 'en'], 'choice'),
  app: kinds,
  mail: kinds,
  push: kinds,
  digest: v.pipe(
    v.optional(v.string(), ''),
    v.transform((text) => text === 'on'),
  ),
  quietFrom: time,
  quietTo: time,
  tz: v.pipe(
    v.string('required'),
    v.check((zone) => isZone(zone), 'choice'),
  ),
});
export const readSchema = v.object({
  op: id,
  notice: v.optional(id),
  read: v.optional(v.picklist(['yes', 'no'], 'choice'), 'yes'),
});
export const assignSchema = v.object({ op: id, assignee: somebody, second: somebody });
export const forgetSchema = v.object({ op: id, device: id });

const key = (bytes: readonly [number, number]) =>
  v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+={0,2}$/), v.minLength(bytes[0]), v.maxLength(bytes[1]));
/** What `PushSubscription.toJSON()` gives, as far as it is needed. */
const subscription = v.object({
  endpoint: v.pipe(v.string(), v.maxLength(1500), v.url()),
  keys: v.object({ p256dh: key([80, 100]), auth: key([20, 40]) }),
});
export type Subscription = v.InferOutput<typeof subscription>;

/** A browser's subscription out of its JSON; null for anything else. */
export function parseDevice(text: string): Subscription | null {
  try {
    const parsed = v.safeParse(subscription, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

export const deviceSchema = v.object({
  op: id,
  device: v.pipe(
    v.string('required'),
    v.maxLength(3000, 'too_long'),
    v.check((text) => parseDevice(text) !== null, 'push_device'),
  ),
});
