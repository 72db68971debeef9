import type { Row } from '$lib/contracts/journal';
import type { SigningRules } from '$lib/contracts/ops';
import type { Terms } from './terms';

/** One line of what trends. `domain` is told only when several share it. */
export interface Trend {
  key: string;
  label: string;
  n: number;
  confirmed: number;
  shadow: number;
  proven: number;
  /** How many times what is usual. */
  unusual: number;
  domain: string | null;
}
export interface Trends {
  total: number;
  networks: Trend[];
  domains: Trend[];
}
export interface Fraud {
  hour: Trends;
  day: Trends;
  shadow: number;
  invalidated: number;
  /** What does not count, by why. */
  reasons: Record<string, number>;
  /** Conditions of the runs, by run. */
  terms: Record<string, Terms>;
  /** Mail domains that alarms are about, by alarm. */
  alarmNames: Record<string, string>;
}

export interface Run {
  id: string;
  kind: 'invalidate' | 'release';
  state: 'running' | 'done' | 'cancelled' | 'undoing' | 'undone';
  reason: string;
  expected: number;
  done: number;
  by: string;
  at: string;
  /** When it was done, or undone. */
  ended: string | null;
}
export interface Alarm {
  id: string;
  kind: 'network' | 'domain' | 'shadow';
  label: string;
  n: number;
  at: string;
}

const text = (row: Row, column: string): string => String(row[column] ?? '');
const byTime = (a: { at: string }, b: { at: string }): number => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0);

/** Newest first. */
export function readRuns(rows: readonly Row[]): Run[] {
  return rows
    .map((row) => ({
      id: text(row, 'id'),
      kind: text(row, 'kind') as Run['kind'],
      state: text(row, 'state') as Run['state'],
      reason: text(row, 'reason'),
      expected: Number(row['expected']),
      done: Number(row['done_n']),
      by: text(row, 'created_by'),
      at: text(row, 'created_at'),
      ended: text(row, 'finished_at') || null,
    }))
    .sort(byTime);
}

/** Those that nobody has dealt with, newest first. */
export function readAlarms(rows: readonly Row[]): Alarm[] {
  return rows
    .filter((row) => row['seen_at'] === null)
    .map((row) => ({
      id: text(row, 'id'),
      kind: text(row, 'kind') as Alarm['kind'],
      label: text(row, 'label'),
      n: Number(row['n']),
      at: text(row, 'at'),
    }))
    .sort(byTime);
}

export function readRules(row: Row | undefined): SigningRules | null {
  if (!row) return null;
  const n = (column: string): number => Number(row[column]);
  const loose = row['loose_countries'];
  return {
    burst: n('burst'),
    sustained: n('sustained'),
    bareBurst: n('bare_burst'),
    bareSustained: n('bare_sustained'),
    looseCountries: Array.isArray(loose) ? loose.map(String) : [],
    looseFactor: n('loose_factor'),
    alarmHour: n('alarm_hour'),
  };
}
