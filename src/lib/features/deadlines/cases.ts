/** A file of cases, computed again: in the shape in which lawyers keep their own list, so that they can check the engine. */
import * as v from 'valibot';
import type { Calendar } from './calendar';
import { computeDeadline, type Deadline } from './compute';
import { distanceDays } from './distance';
import type { Served } from './event';
import { givenCalendar } from './given-calendar';
import { refuse, type Answer, type Refusal } from './refusal';
import { UNITS } from './rule';
import { findRule } from './rules';

const caseSchema = v.object({
  rule: v.string(),
  trigger: v.string(),
  amount: v.optional(v.number()),
  unit: v.optional(v.picklist(UNITS)),
  day_kind: v.nullish(v.picklist(['habil', 'corrido'])),
  /** Enabled in recess: yes, or the order that says so. */
  habilitada: v.nullish(v.union([v.boolean(), v.string()])),
  km: v.nullish(v.number()),
  variant: v.nullish(v.string()),
  /** The day of the resolution that was notified. */
  resolution: v.nullish(v.string()),
  calendar: v.nullish(v.string()),
});
type Case = v.InferOutput<typeof caseSchema>;
type Json = Record<string, unknown>;

export interface Refused {
  /** From 0, as in the file. */
  index: number;
  id: string;
  refusal: Refusal;
}
export interface Recomputed {
  /** What was read, with the computed dates in it. */
  file: Json;
  refused: Refused[];
  /** Cases whose own dates are others. */
  differs: { index: number; id: string; fields: string[] }[];
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the case counts otherwise than its rule. */
function insteadOf(
  one: Case,
  rule: { amount: number; unit: string; days: string },
  amounts: number[],
): Served['instead'] {
  const instead: NonNullable<Served['instead']> = {};
  if (one.amount !== undefined && !amounts.includes(one.amount)) instead.amount = one.amount;
  if (one.unit !== undefined && one.unit !== rule.unit) instead.unit = one.unit;
  const days = one.day_kind === 'habil' ? 'working' : 'calendar';
  if (one.day_kind && (one.unit ?? rule.unit) === 'day' && days !== rule.days) instead.days = days;
  return Object.keys(instead).length === 0 ? undefined : instead;
}

function computeCase(given: unknown, calendar: Answer<Calendar>): Answer<{ deadline: Deadline; more: Json }> {
  const read = v.safeParse(caseSchema, given);
  if (!read.success) return refuse('case_shape');
  const one = read.output;
  const found = findRule(one.rule);
  if (found === undefined) return refuse('rule_unknown');
  const own = one.calendar ? givenCalendar({ calendar: one.calendar }) : calendar;
  if (!own.ok) return own;
  const { rule, ruleset } = found;
  // Without a name for the situation, the amount of one that the rule knows tells which it is.
  const named = one.variant ?? rule.variants.find(({ amount }) => amount === one.amount)?.id;
  const served: Served = { at: one.trigger };
  if (named !== undefined) served.variant = named;
  if (one.resolution) served.resolved = one.resolution;
  if (one.habilitada) served.enabled = typeof one.habilitada === 'string' ? one.habilitada : 'habilitada';
  if (one.km) served.km = one.km;
  const { count } = rule;
  if (count !== null) {
    const amounts = [count.amount, ...rule.variants.map(({ amount }) => amount)];
    const instead = insteadOf(one, count, amounts);
    if (instead !== undefined) served.instead = instead;
  }
  const deadline = computeDeadline({ rule, ruleset, calendar: own.value }, served);
  if (!deadline.ok) return deadline;
  const { name, nature, grade, source } = rule;
  return { ok: true, value: { deadline: deadline.value, more: { name: name.es, nature, grade, source } } };
}

const EMPTY = { nominal_due: null, grace_until: null, act_by: null, alternatives: [], trace: [] };

function written({ deadline, more }: { deadline: Deadline; more: Json }): Json {
  return {
    nominal_due: deadline.nominalDue,
    grace_until: deadline.latest,
    act_by: deadline.actBy,
    alternatives: deadline.alternatives.map(({ due }) => due),
    trace: deadline.trace,
    office_due: deadline.officeDue,
    readings: deadline.alternatives.map(({ due, latest, name, source, grade, trace }) => ({
      due,
      grace_until: latest,
      why: name.es,
      source,
      grade,
      trace,
    })),
    extensions: deadline.extensions.map(({ due, condition }) => ({ due, condition: condition.es })),
    alarms: deadline.alarms,
    recess: deadline.recess,
    warnings: deadline.warnings,
    computed_by: {
      ...more,
      rule_version: deadline.ruleVersion,
      calendar: deadline.calendar,
      calendar_version: deadline.calendarVersion,
    },
    orientative: deadline.orientative,
  };
}

const COMPARED = ['nominal_due', 'grace_until', 'act_by', 'alternatives'] as const;
/** Equal as lists of dates; an instant may be written with another offset. */
const dates = (value: unknown): string =>
  (Array.isArray(value) ? value : [value])
    .map((one) => (typeof one === 'string' && one.includes('T') ? String(Date.parse(one)) : String(one)))
    .join(' ');

/** Every case of `file` computed; what is refused stands in the answer with its reason, and keeps no other from being computed. */
export function recompute(file: unknown): Answer<Recomputed> {
  if (!isObject(file) || !Array.isArray(file['cases'])) return refuse('case_shape');
  const calendar = givenCalendar(file);
  const refused: Refused[] = [];
  const differs: Recomputed['differs'] = [];
  const cases = file['cases'].map((given: unknown, index): unknown => {
    const own = isObject(given) ? given : { given };
    const id = typeof own['id'] === 'string' ? own['id'] : '';
    const computed = computeCase(given, calendar);
    if (!computed.ok) {
      refused.push({ index, id, refusal: computed });
      const { reason, year } = computed;
      return { ...own, ...EMPTY, refused: { reason, ...(year !== undefined && { year }) } };
    }
    const now = written(computed.value);
    const fields = COMPARED.filter((key) => Object.hasOwn(own, key) && dates(own[key]) !== dates(now[key]));
    if (fields.length > 0) differs.push({ index, id, fields });
    const yours = Object.fromEntries(fields.map((key) => [key, own[key]]));
    return { ...own, ...now, ...(fields.length > 0 && { differs: yours }) };
  });
  const distances = file['distance_days'];
  const again = isObject(distances)
    ? { distance_days: Object.fromEntries(Object.keys(distances).map((km) => [km, distanceDays(Number(km))])) }
    : {};
  return { ok: true, value: { file: { ...file, ...again, cases }, refused, differs } };
}
