import * as v from 'valibot';
import { FORCES, type Force } from '$lib/contracts/ops-arrests';
import { CERTAINTIES, INCIDENT_KINDS, MEASURES, MONITORING, TRAITS, UNITS } from '$lib/contracts/ops-incidents';
import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const needed = (most: number) =>
  v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(most, 'too_long'));
const optional = (most: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most, 'too_long')), '');
const yes = v.pipe(
  v.picklist(['yes', 'no'], 'choice'),
  v.transform((word) => word === 'yes'),
);
const version = v.pipe(v.string('required'), v.regex(/^[1-9]\d{0,8}$/, 'number'), v.transform(Number));
const period = {
  fromDay: v.pipe(
    v.string('required'),
    v.nonEmpty('required'),
    v.check((day) => parseDay(day).ok, 'date'),
  ),
  toDay: v.optional(
    v.pipe(
      v.string(),
      v.check((day) => day === '' || parseDay(day).ok, 'date'),
    ),
    '',
  ),
};
const url = v.pipe(
  optional(400),
  v.check((text) => text === '' || (/^https?:\/\/[^\s@]+\.[^\s@]+$/i.test(text) && URL.canParse(text)), 'url'),
);
const isForce = (word: string): word is Force => FORCES.some((force) => force === word);

/** `incident` is empty for a new one. */
export const incidentSchema = v.object({
  op: id,
  incident: v.optional(v.union([v.literal(''), id], 'unknown_field'), ''),
  version: v.optional(v.union([v.literal(''), version]), ''),
  kind: v.picklist(INCIDENT_KINDS, 'choice'),
  title: needed(160),
  ...period,
  place: needed(80),
  spot: optional(160),
  /** A group of checkboxes, joined by commas. */
  forces: v.optional(
    v.pipe(
      v.string(),
      v.transform((words) => words.split(',').filter((word) => word !== '')),
      v.array(v.pipe(v.string(), v.check(isForce, 'choice'))),
      v.transform((words) => words.filter(isForce)),
    ),
    '',
  ),
  organisations: optional(600),
  description: optional(4000),
  monitoring: v.picklist(MONITORING, 'choice'),
  certainty: v.picklist(CERTAINTIES, 'choice'),
  reconciliation: optional(2000),
});
export const FORCE_GROUP = ['forces'];

/** `figure` is empty for a new one. */
export const figureSchema = v.object({
  op: id,
  figure: v.optional(v.union([v.literal(''), id], 'unknown_field'), ''),
  measure: v.picklist(MEASURES, 'choice'),
  n: v.pipe(
    v.string('required'),
    v.trim(),
    v.nonEmpty('required'),
    // As people write it: 2 585 or 2.585.
    v.transform((text) => text.replace(/(?<=\d)[\s.\u00a0](?=\d{3}(?!\d))/g, '')),
    v.regex(/^\d{1,8}$/, 'number'),
    v.transform(Number),
    v.maxValue(10_000_000, 'number'),
  ),
  unit: v.picklist(UNITS, 'choice'),
  source: needed(120),
  url,
  ...period,
  rule: needed(600),
  trait: v.optional(v.union([v.literal(''), v.picklist(TRAITS)], 'choice'), ''),
});

export const removeSchema = v.object({ op: id, removed: yes });
export const dropSchema = v.object({ op: id, figure: id, removed: yes });
export const linkSchema = v.object({
  op: id,
  arrest: v.pipe(
    v.string('choice'),
    v.check((text) => isUuid(text), 'choice'),
  ),
  linked: yes,
});
export const releaseSchema = v.object({ op: id, version, anyway: v.optional(v.string(), '') });
export const unreleaseSchema = v.object({ op: id });
