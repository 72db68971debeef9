/** What a deadline runs from, checked. */
import { dayNumber } from '$lib/kernel/civil';
import { parseInstant } from '$lib/kernel/dates';
import type { Zone } from '$lib/kernel/zone';
import type { From } from './count';
import { refuse, type Answer } from './refusal';
import type { Count, Rule, Unit } from './rule';

export interface Served {
  /** A day `YYYY-MM-DD` or an instant with offset. Hours need the instant. */
  at: string;
  /** Of the resolution that was notified; a notification cannot come before it. */
  resolved?: string;
  /** The order by which this very act was enabled in recess; null or absent when it was not. */
  enabled?: string | null;
  /** Kilometres between the courts, for rules that add days for them. */
  km?: number;
  /** One of the situations the rule names. */
  variant?: string;
  /** Counted instead of what the rule says. */
  instead?: Partial<Pick<Count, 'amount' | 'unit' | 'days'>>;
}

const MOST: Record<Unit, number> = { hour: 10_000, day: 10_000, month: 2400, year: 200 };

/** The day of a text, with its moment where it says one. */
function readMoment(text: string, zone: Zone): Answer<From> {
  const day = dayNumber(text);
  if (day !== null) return { ok: true, value: { day, ms: null } };
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return refuse('day_unreal');
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return refuse('day_format');
  if (dayNumber(text.slice(0, 10)) === null) return refuse('day_unreal');
  const instant = parseInstant(text);
  if (!instant.ok) return refuse('instant_format');
  const ms = Date.parse(instant.value);
  return { ok: true, value: { day: zone.wall(ms).day, ms } };
}

/** The count that applies to this event, and the event. */
export function readEvent(rule: Rule, served: Served, zone: Zone): Answer<{ count: Count; from: From }> {
  if (rule.count === null) return refuse('rule_principle');
  const from = readMoment(served.at, zone);
  if (!from.ok) return from;
  if (served.resolved !== undefined) {
    const resolved = readMoment(served.resolved, zone);
    if (!resolved.ok) return resolved;
    const [a, b] = [resolved.value, from.value];
    const before = a.ms !== null && b.ms !== null ? b.ms < a.ms : b.day < a.day;
    if (before) return refuse('notified_before_resolution');
  }
  const variant = rule.variants.find(({ id }) => id === served.variant);
  if (served.variant !== undefined && variant === undefined) return refuse('variant_unknown');
  const { km = 0 } = served;
  if (!Number.isInteger(km) || km < 0 || km > 40_000 || (km > 0 && !rule.distance)) return refuse('distance');
  const count = { ...rule.count, ...(variant && { amount: variant.amount }), ...served.instead };
  const { amount, unit } = count;
  if (!Number.isInteger(amount) || amount < 1 || amount > MOST[unit]) return refuse('amount');
  if (unit === 'hour' && from.value.ms === null) return refuse('instant_needed');
  return { ok: true, value: { count, from: from.value } };
}
