/** The clocks that run in hours from an arrest, by day and night. They need no calendar. */
import { dayText } from '$lib/kernel/civil';
import { parseInstant } from '$lib/kernel/dates';
import { zoneOf } from '$lib/kernel/zone';
import { countHours } from './count';
import type { Step } from './calendar';
import { refuse, type Answer } from './refusal';
import type { Rule, Words } from './rule';

export interface HourClock {
  rule: string;
  ruleVersion: number;
  /** Instants, ISO with the offset of the place. */
  from: string;
  due: string;
  /** Each later end, and under which condition it applies. */
  extensions: { due: string; condition: Words }[];
  /** Hours used up by the end of each day of the place. */
  trace: Step[];
}

/** When the hours of `rule` that run from the instant `from` end, on the clock of `zone`. */
export function hourClock(rule: Rule, from: string, zone = 'America/Argentina/Buenos_Aires'): Answer<HourClock> {
  if (rule.count === null) return refuse('rule_principle');
  if (rule.count.unit !== 'hour') return refuse('unit');
  const instant = parseInstant(from);
  if (!instant.ok) return refuse(/^\d{4}-\d\d-\d\d$/.test(from) ? 'instant_needed' : 'instant_format');
  const place = zoneOf(zone);
  const began = Date.parse(instant.value);
  let { amount } = rule.count;
  const end = (): string => place.text(began + amount * 3_600_000);
  const { trace } = countHours(amount, began, place, dayText);
  const due = end();
  const extensions = rule.extensions.map(({ amount: more, condition }) => {
    amount += more;
    return { due: end(), condition };
  });
  return {
    ok: true,
    value: { rule: rule.id, ruleVersion: rule.version, from: place.text(began), due, extensions, trace },
  };
}
