import { withEdits } from '../../src/lib/features/deadlines/calendars';
import { AR_FED_CABA } from '../../src/lib/features/deadlines/calendars/ar-fed-caba';
import { computeDeadline } from '../../src/lib/features/deadlines/compute';
import { moved, type Stored } from '../../src/lib/features/deadlines/moved';
import { findRule } from '../../src/lib/features/deadlines/rules';
import { dayNumber, dayText } from '../../src/lib/kernel/civil';
import { storedEdit } from '../support/stored-deadlines';

const SECONDS = 3;
const STORED = 10_000;
const FIRST = dayNumber('2025-02-03') ?? 0;
/** Days on which something is notified, so that every count ends in a loaded year. */
const DAYS = 560;
const RULES = ['N-450', 'N-463', 'N-349', 'F-285', 'F-257', 'P-360b', 'P-360a', 'N-332', 'N-294', 'PP-24390', 'N-207'];

function stored(n: number): Stored {
  const found = findRule(RULES[n % RULES.length] ?? '');
  if (found === undefined) throw new Error('no rule');
  const day = dayText(FIRST + ((n * 7) % DAYS));
  const hour = found.rule.count?.unit === 'hour';
  const at = hour ? `${day}T${String(8 + (n % 12)).padStart(2, '0')}:20:00-03:00` : day;
  return { id: String(n), bench: found, served: { at, ...(n % 13 === 0 && { enabled: 'order' }) } };
}

const rate = (count: number, since: number): number => Math.round(count / ((performance.now() - since) / 1000));

/** Deadlines with trace and readings per second; beside it the days alone, written down without asking any calendar or rule. */
export default async function deadlines(): Promise<object> {
  const all = Array.from({ length: STORED }, (_, n) => stored(n));
  let steps = 0;
  const compute = (one: Stored): void => {
    const answer = computeDeadline({ ...one.bench, calendar: AR_FED_CABA }, one.served);
    if (!answer.ok) throw new Error(`${one.id} ${one.served.at} ${answer.reason}`);
    steps += answer.value.trace.length;
    for (const { trace } of answer.value.alternatives) steps += trace.length;
  };
  for (const one of all) compute(one);
  steps = 0;
  let count = 0;
  const began = performance.now();
  while (performance.now() - began < SECONDS * 1000) {
    for (let n = 0; n < 500; n += 1) compute(all[(count + n) % STORED] ?? stored(0));
    count += 500;
  }
  const deadlinesPerSecond = rate(count, began);
  const stepsEach = Math.round(steps / count);

  const floorBegan = performance.now();
  let floorCount = 0;
  let kept = 0;
  while (performance.now() - floorBegan < 1000) {
    for (let n = 0; n < 500; n += 1) {
      const trace = [];
      for (let day = 0; day < stepsEach; day += 1) trace.push({ day: dayText(FIRST + day), n: day, why: '', by: '' });
      kept += trace.length;
    }
    floorCount += 500;
  }
  const floorPerSecond = rate(floorCount, floorBegan);

  const edits = [{ from: '2026-05-26', to: '2026-05-26', kind: 'asueto' as const, name: 'Asueto', source: 'Ac.' }];
  const after = withEdits(AR_FED_CABA, edits, 'bench');
  const editBegan = performance.now();
  const moves = moved(all, AR_FED_CABA, after);
  const editSeconds = Math.round(performance.now() - editBegan) / 1000;
  return {
    deadlinesPerSecond,
    stepsEach,
    floorPerSecond,
    reevaluated: all.length,
    moves: moves.length,
    earlier: moves.filter(({ direction }) => direction === 'earlier').length,
    later: moves.filter(({ direction }) => direction === 'later').length,
    beside: moves.filter(({ direction }) => direction === 'beside').length,
    editSeconds,
    floorSteps: kept,
    ...(await storedEdit(all)),
    targets: { deadlinesPerSecond: 20_000, editSeconds: 2, lookSeconds: 2 },
  };
}
