import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayText, partsOf, plusMonths, weekdayOf } from './civil';
import { zoneOf } from './zone';

const days = fc.integer({ min: -200_000, max: 1_000_000 });
const EPOCH = Temporal.PlainDate.from('1970-01-01');
const plain = (n: number): Temporal.PlainDate => EPOCH.add({ days: n });

describe('civil days as numbers', () => {
  it('agree with Temporal on every day, weekday and month', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -600, max: 600 }), (n, months) => {
        const day = plain(n);
        expect(dayText(n)).toBe(day.toString());
        expect(dayNumber(day.toString())).toBe(n);
        expect(partsOf(n)).toEqual({ year: day.year, month: day.month, day: day.day });
        expect(weekdayOf(n)).toBe(day.dayOfWeek);
        const later = plusMonths(n, months);
        expect(dayText(later.number)).toBe(day.add({ months }).toString());
        expect(later.clamped).toBe(day.add({ months }).day !== day.day);
      }),
    );
  });

  it('refuses what is no day', () => {
    for (const text of [
      '2025-02-29',
      '2025-13-01',
      '2025-00-10',
      '2025-04-31',
      '2025-4-1',
      '20250401',
      '',
      '0999-01-01',
    ])
      expect(dayNumber(text), text).toBeNull();
  });
});

describe('the clock on the wall', () => {
  it('agrees with Temporal, also over a change of the clocks', () => {
    const instants = fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }).map((seconds) => seconds * 1000);
    const names = fc.constantFrom(
      'America/Argentina/Buenos_Aires',
      'Europe/Madrid',
      'America/Santiago',
      'Asia/Kolkata',
    );
    fc.assert(
      fc.property(instants, names, (ms, name) => {
        const zone = zoneOf(name);
        const there = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(name);
        expect(zone.text(ms)).toBe(there.toString({ timeZoneName: 'never', smallestUnit: 'second' }));
        const { day, minute } = zone.wall(ms);
        expect(dayText(day)).toBe(there.toPlainDate().toString());
        expect(minute).toBe(there.hour * 60 + there.minute);
        expect(zone.wall(zone.instant(day, minute))).toEqual({ day, minute });
      }),
    );
  });
});
