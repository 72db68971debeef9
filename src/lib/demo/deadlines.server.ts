import { computeDeadline, datesOf, findCalendar, findRule } from '$lib/features/deadlines';
import { addDays, today, toInstant } from '$lib/kernel/dates';
import { uuidv7 } from '$lib/kernel/ids';
import { unwrap } from '$lib/server/errors.server';
import type { Writer } from './sample.server';

const CALENDAR = 'AR-FED-CABA';
const SERVED = [
  { caseCode: 'EJEMPLO-1/26', rule: 'N-450', daysAgo: 1 },
  { caseCode: 'EJEMPLO-2/26', rule: 'N-294', daysAgo: 0, time: '02:10' },
  { caseCode: 'EJEMPLO-3/26', rule: 'N-332', daysAgo: 0, time: '01:40' },
  { caseCode: 'EJEMPLO-1/26', rule: 'F-257', daysAgo: 4 },
  { caseCode: 'EJEMPLO-2/26', rule: 'N-306', daysAgo: 3 },
  { caseCode: 'EJEMPLO-3/26', rule: 'PP-24390', daysAgo: 40 },
] as const;

/** Deadlines as they are entered from notifications; what the calendar of the program does not reach is left out. */
export async function fillDeadlines(write: Writer, campaign: string): Promise<void> {
  const calendar = findCalendar(CALENDAR);
  if (calendar === undefined) return;
  for (const { caseCode, rule: id, daysAgo, ...when } of SERVED) {
    const found = findRule(id);
    const day = addDays(today(calendar.zone), -daysAgo);
    const at = 'time' in when ? unwrap(toInstant(`${day}T${when.time}`, calendar.zone)) : day;
    if (found === undefined) continue;
    const answer = computeDeadline({ ...found, calendar }, { at });
    if (!answer.ok) continue;
    await write('deadlines.add', {
      campaign,
      id: uuidv7(),
      caseId: uuidv7(),
      caseCode,
      rule: id,
      ruleVersion: found.rule.version,
      calendar: CALENDAR,
      revision: 0,
      nature: found.rule.nature,
      served: { at },
      ...datesOf(answer.value),
    });
  }
}
