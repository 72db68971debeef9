import { expect, it } from 'vitest';
import type { Hearing } from '$lib/features/hearings';
import { pulse } from './pulse';

const hearing = (startsAt: string, more: Partial<Hearing> = {}): Hearing => ({
  id: startsAt,
  caseId: 'c',
  caseCode: 'C-1',
  kind: 'trial',
  startsAt,
  minutes: 60,
  tz: 'America/Argentina/Buenos_Aires',
  court: 'SECRET',
  room: 'SECRET',
  hasLink: false,
  access: 'unknown',
  status: 'scheduled',
  note: 'SECRET',
  sequence: 0,
  watchWanted: 0,
  pressWanted: false,
  transportWanted: false,
  outcome: '',
  hasDetail: false,
  ...more,
});
const asked = {
  today: '2026-03-04',
  week: '2026-03-02',
  locale: 'es' as const,
  told: ({ caseCode }: Hearing) => caseCode,
};

it('puts gifts and hearings on one axis, each on the day of its court', () => {
  const days = [
    { day: '2026-03-04', n: 3 },
    { day: '2026-03-03', n: 2 },
    { day: '2020-01-01', n: 9 },
  ];
  // Half past one at night in UTC is still the evening before in Buenos Aires.
  const hearings = [
    hearing('2026-03-05T01:30:00Z'),
    hearing('2026-03-10T15:00:00Z'),
    hearing('2026-03-11T15:00:00Z', { status: 'cancelled' }),
    hearing('2030-01-01T15:00:00Z'),
  ];
  const byDay = pulse({ ...asked, days, hearings, step: 'day' });
  expect(byDay.labels).toHaveLength(44);
  expect([byDay.gifts[29], byDay.gifts[28], byDay.gifts.reduce((sum, n) => sum + n, 0)]).toEqual([3, 2, 5]);
  expect(byDay.marks).toEqual([
    { index: 29, label: 'C-1' },
    { index: 35, label: 'C-1' },
  ]);
  const byWeek = pulse({ ...asked, days, hearings, step: 'week' });
  expect(byWeek.gifts[25]).toBe(5);
  expect(byWeek.marks.map(({ index }) => index)).toEqual([25, 26]);
});
