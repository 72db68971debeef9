import type { ArrestAct } from '$lib/contracts/ops-arrests';
import { hourClock, RULESETS, type Rule, type Ruleset } from '../deadlines';
import type { Arrest } from './model';

/** `late`: what had to be done was done after its hour. `stopped`: a release came first. */
export type ClockState = 'running' | 'soon' | 'over' | 'met' | 'late' | 'stopped';

export interface ArrestClock {
  rule: Rule;
  /** Instant at which the hours end, with what was added to them. */
  due: string;
  /** The hours were lengthened. */
  extended: boolean;
  /** Until when they could still be lengthened; null when they were, or cannot be. */
  extendable: string | null;
  state: ClockState;
  /** When it ended; null while it runs. */
  endedAt: string | null;
}

/** The act that ends each clock. A rule that is not here ends when the person is brought before the judge. */
const ENDS: Readonly<Record<string, ArrestAct>> = {
  'N-286': 'presented',
  'N-294': 'heard',
  'N-353b': 'heard',
  'P-72h': 'formalised',
};
/** Within this much of its end a clock is told as urgent. */
const SOON_MS = 2 * 3_600_000;

const fromArrest = ({ event, count }: Rule): boolean => event === 'arrest' && count?.unit === 'hour';

/** The codes under which hours run from an arrest. */
export function arrestRulesets(): readonly Ruleset[] {
  return RULESETS.filter(({ rules }) => rules.some(fromArrest));
}

/** The act a clock waits for. */
export function endOf(rule: Rule): ArrestAct {
  return ENDS[rule.id] ?? 'presented';
}

function stateOf(due: string, ended: string | null, byRelease: boolean, nowMs: number): ClockState {
  const end = Date.parse(due);
  if (ended !== null) {
    if (Date.parse(ended) > end) return 'late';
    return byRelease ? 'stopped' : 'met';
  }
  if (nowMs > end) return 'over';
  return end - nowMs <= SOON_MS ? 'soon' : 'running';
}

/**
 * The clocks of an arrest under its code, soonest first. Nothing here reads a calendar: hours run by day and night, and a
 * clock that is over stays over until somebody writes down what ended it.
 */
export function clocksOf(arrest: Arrest, nowMs: number): ArrestClock[] {
  const rules = RULESETS.find(({ id }) => id === arrest.ruleset)?.rules.filter(fromArrest) ?? [];
  const at = (kind: ArrestAct): string | null => arrest.acts.find((act) => act.kind === kind)?.at ?? null;
  return rules
    .flatMap((rule): ArrestClock[] => {
      const clock = hourClock(rule, arrest.at, arrest.tz);
      if (!clock.ok) return [];
      const [extension] = clock.value.extensions;
      const longer = at('extended');
      // Granted once the hours were over it heals nothing: the clock stays over from its first end.
      const inTime = longer !== null && Date.parse(longer) <= Date.parse(clock.value.due);
      const extended = extension !== undefined && inTime;
      const due = extended ? extension.due : clock.value.due;
      const done = at(endOf(rule));
      const released = at('released');
      const byRelease = done === null || (released !== null && Date.parse(released) < Date.parse(done));
      const endedAt = byRelease ? released : done;
      const state = stateOf(due, endedAt, byRelease, nowMs);
      return [{ rule, due, extended, extendable: longer === null ? (extension?.due ?? null) : null, state, endedAt }];
    })
    .sort((a, b) => Date.parse(a.due) - Date.parse(b.due));
}

/** The clock that wants somebody first: one that is over, else the next to end; null when none runs. */
export function mostUrgent(clocks: readonly ArrestClock[]): ArrestClock | null {
  return clocks.find(({ endedAt }) => endedAt === null) ?? null;
}

/** Hours and minutes between two instants, for a clock on a screen: `5:07`, never rounded up. */
export function spanOf(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
