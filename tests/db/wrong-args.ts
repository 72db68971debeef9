/** What an operation is expected to take and to refuse, and the wrong arguments that every kind of argument refuses. */
import type { Role } from '$lib/contracts/permissions';
import type { Cast } from './cast';

export interface ExpectedOp {
  may: readonly Role[];
  /** Arguments that would be taken. Made anew for each attempt, so that every attempt has an effect to show. */
  args(cast: Cast): Promise<Record<string, unknown>> | Record<string, unknown>;
  bad: readonly [argument: string, bad: unknown, rule: string][];
}

const notAnId = ['not-an-id', undefined, 7, null, '00000000-0000-0000-0000-00000000000', "' or 1=1 --"] as const;
export const ids = (argument: string): [string, unknown, string][] => notAnId.map((bad) => [argument, bad, 'required']);
export const text = (argument: string, max: number): [string, unknown, string][] => [
  [argument, undefined, 'required'],
  [argument, null, 'required'],
  [argument, '   ', 'required'],
  [argument, 'x'.repeat(max + 1), 'too_long'],
  [argument, { html: '<b>' }, 'unknown_field'],
  [argument, 5, 'unknown_field'],
];
export const note = (argument: string, max: number): [string, unknown, string][] => [
  [argument, 'x'.repeat(max + 1), 'too_long'],
  [argument, ['a'], 'unknown_field'],
];
export const days = (argument: string): [string, unknown, string][] =>
  ['2026-02-30', '2026-13-01', '0000-01-01', '1066-10-14', '9999-01-01', '1/2/2026', '', undefined, 20260101].map(
    (bad) => [argument, bad, 'date'],
  );
export const instants = (argument: string): [string, unknown, string][] =>
  [
    '2026-02-30T10:00:00Z',
    '2026-01-01T25:00:00Z',
    '2026-01-01',
    '2026-01-01T10:00:00',
    '2026-01-01T10:00:00+99:99',
    5,
  ].map((bad) => [argument, bad, 'instant']);
export const flags = (argument: string): [string, unknown, string][] =>
  ['yes', 1, {}].map((bad) => [argument, bad, 'unknown_field']);
