import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { addDays, DATE_RULES, daysBetween, parseDay, parseInstant, toInstant, today, toLocal } from './dates';
import {
  dayOf,
  formatCount,
  formatDay,
  formatInstant,
  formatMoney,
  formatRelative,
  formatTime,
  isZone,
  zoneCity,
} from './format';

const epochMs = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;
const BUENOS_AIRES = 'America/Argentina/Buenos_Aires';

describe('days', () => {
  it('accepts only days that exist', () => {
    expect(parseDay('2025-04-23')).toEqual({ ok: true, value: '2025-04-23' });
    expect(parseDay('2024-02-29').ok).toBe(true);
    expect(parseDay('2025-02-29')).toMatchObject({ rule: 'day_unreal' });
    for (const text of ['23/04/2025', '2025-4-3', '20250423', '2025-04-23T00:00', '']) {
      expect(parseDay(text)).toMatchObject({ rule: 'day_format' });
    }
  });

  it('knows that it is still yesterday elsewhere', () => {
    const at = epochMs('2025-04-24T01:00:00Z');
    expect(today(BUENOS_AIRES, at)).toBe('2025-04-23');
    expect(today('Europe/Madrid', at)).toBe('2025-04-24');
  });

  it('counts', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(daysBetween('2025-12-31', '2026-01-01')).toBe(1);
  });

  it('spells months as words', () => {
    expect(formatDay('2025-04-23', 'es')).toBe('mié 23 abr 2025');
    expect(formatDay('2025-04-23', 'en')).toBe('Wed 23 Apr 2025');
    expect(formatDay('2025-04-23', 'es', { weekday: false })).toBe('23 abr 2025');
    expect(() => formatDay('2025-02-30', 'es')).toThrow(RangeError);
    expect(() => formatDay('2025-13-01', 'es')).toThrow(RangeError);
  });

  it('has the weekdays of Intl on every day', () => {
    const reference = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' });
    fc.assert(
      fc.property(fc.integer({ min: -120_000, max: 120_000 }), (n) => {
        const day = addDays('1970-01-01', n);
        expect(formatDay(day, 'en').slice(0, 3)).toBe(reference.format(n * 86_400_000));
      }),
    );
  });
});

describe('instants', () => {
  it('goes from the clock on the wall to the instant and back', () => {
    expect(toInstant('2025-04-23T13:30', BUENOS_AIRES)).toEqual({ ok: true, value: '2025-04-23T16:30:00Z' });
    expect(toLocal('2025-04-23T16:30:00Z', BUENOS_AIRES)).toBe('2025-04-23T13:30');
    expect(toInstant('2025-07-01T09:00', 'Europe/Madrid')).toEqual({ ok: true, value: '2025-07-01T07:00:00Z' });
  });

  it('refuses a time that did not exist or came twice', () => {
    expect(toInstant('2025-03-30T02:30', 'Europe/Madrid')).toMatchObject({ rule: 'time_gap' });
    expect(toInstant('2025-10-26T02:30', 'Europe/Madrid')).toMatchObject({ rule: 'time_twice' });
  });

  it('names what is wrong', () => {
    expect(toInstant('2025-04-23T13:30', 'Mars/Olympus')).toMatchObject({ rule: 'zone_unknown' });
    expect(toInstant('2025-04-23T13:30', '-03:00')).toMatchObject({ rule: 'zone_unknown' });
    expect(toInstant('2025-04-23 13:30', BUENOS_AIRES)).toMatchObject({ rule: 'time_format' });
    expect(toInstant('2025-04-23T25:30', BUENOS_AIRES)).toMatchObject({ rule: 'time_format' });
    expect(toInstant('2025-04-31T10:30', BUENOS_AIRES)).toMatchObject({ rule: 'day_unreal' });
    expect(parseInstant('2025-04-23T13:30-03:00')).toEqual({ ok: true, value: '2025-04-23T16:30:00Z' });
    expect(parseInstant('2025-04-23T13:30')).toMatchObject({ rule: 'instant_format' });
  });

  it('answers any text with a value or a known rule', () => {
    const near = fc.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
    fc.assert(
      fc.property(fc.oneof(near, fc.string()), (text) => {
        for (const result of [toInstant(text, BUENOS_AIRES), parseDay(text), parseInstant(text)]) {
          if (!result.ok) expect(DATE_RULES).toContain(result.rule);
          else expect(result.value).not.toBe('');
        }
      }),
    );
  });

  it('shows the time of the place', () => {
    expect(formatInstant('2025-04-23T16:30:00Z', BUENOS_AIRES, 'es')).toBe('mié 23 abr 2025, 13:30');
    expect(formatInstant('2025-04-23T16:30:00Z', BUENOS_AIRES, 'en')).toBe('Wed 23 Apr 2025, 13:30');
    expect(formatInstant('2025-04-24T00:10:00-03:00', 'UTC', 'en')).toBe('Thu 24 Apr 2025, 03:10');
    expect(formatInstant('2025-04-24T03:00:00Z', BUENOS_AIRES, 'es')).toBe('jue 24 abr 2025, 00:00');
    expect(dayOf('2025-04-24T01:00:00Z', BUENOS_AIRES)).toBe('2025-04-23');
    expect(zoneCity(BUENOS_AIRES)).toBe('Buenos Aires');
    expect(isZone('UTC')).toBe(true);
    expect(isZone('+03:00')).toBe(false);
    expect(() => formatInstant('2025-04-23T16:30:00', BUENOS_AIRES, 'es')).toThrow(RangeError);
  });

  it('says how long ago', () => {
    const now = epochMs('2025-04-23T12:00:00Z');
    expect(formatRelative('2025-04-23T11:59:57Z', now, 'es')).toBe('hace 3 s');
    expect(formatRelative('2025-04-23T11:59:57Z', now, 'en')).toBe('3 s ago');
    expect(formatRelative('2025-04-23T12:00:00Z', now, 'es')).toBe('ahora');
    expect(formatRelative('2025-04-23T14:59:00Z', now, 'es')).toBe('en 2 h');
    expect(formatRelative('2025-04-20T12:00:00Z', now, 'en')).toBe('3 d ago');
  });
});

describe('reading instants', () => {
  it('agrees with Temporal on every form', () => {
    const offsets = fc.constantFrom('Z', '+00', '-03', '-03:00', '+0530', '+05:45');
    const fraction = fc.constantFrom('', '.1', '.123456', '.999999999');
    fc.assert(
      fc.property(
        fc.integer({ min: -2e9, max: 4e9 }),
        fraction,
        offsets,
        fc.constantFrom('T', ' '),
        (s, f, offset, gap) => {
          const wall = Temporal.Instant.fromEpochMilliseconds(s * 1000)
            .toString()
            .slice(0, 19)
            .replace('T', gap);
          const text = `${wall}${f}${offset}`;
          expect(toLocal(text, 'Asia/Kolkata')).toBe(
            `${dayOf(text, 'Asia/Kolkata')}T${formatTime(text, 'Asia/Kolkata')}`,
          );
        },
      ),
    );
  });
});

describe('figures', () => {
  it('groups from four digits on in both languages', () => {
    expect(formatCount(1234, 'es')).toBe('1.234');
    expect(formatCount(1234, 'en')).toBe('1,234');
  });

  it('shows money by its code, exact beyond any float', () => {
    expect(formatMoney(123456n, 'ARS', 'es')).toBe('ARS\u00a01.234,56');
    expect(formatMoney(-5n, 'EUR', 'en')).toBe('EUR\u00a0-0.05');
    expect(formatMoney(1234567n, 'CLP', 'es')).toBe('CLP\u00a01.234.567');
    expect(formatMoney(900719925474099399n, 'EUR', 'en')).toBe('EUR\u00a09,007,199,254,740,993.99');
    expect(formatMoney(123456n, 'ARS', 'es', { decimals: 'never' })).toBe('ARS\u00a01.235');
  });
});
