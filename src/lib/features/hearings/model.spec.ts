import { describe, expect, it } from 'vitest';
import type { Row } from '$lib/contracts/journal';
import { deskMessages } from '$lib/messages/desk';
import { agenda, byDay, isUnresolved, readHearings } from './model';
import { countdown, courtTime, readerTime } from './words';

const BA = 'America/Argentina/Buenos_Aires';
const NOW = Date.parse('2026-04-20T15:00:00Z');
const cases = new Map([['k', { id: 'k', code: 'CFP-1-ejemplo', court: '' }]]);
const row = (id: string, starts_at: string, more: Row = {}): Row => ({
  id,
  case_id: 'k',
  kind: 'trial',
  starts_at,
  tz: BA,
  court: 'TOF 1',
  status: 'scheduled',
  note: '',
  sequence: 0,
  ...more,
});
const read = (...rows: Row[]) => readHearings(rows, cases);

describe('agenda', () => {
  it('keeps what may be going on, and what is past without an outcome asks for one', () => {
    const all = read(
      row('over', '2026-04-20T10:00:00+00:00'),
      row('now', '2026-04-20T14:00:00+00:00'),
      row('later', '2026-05-02T13:30:00+00:00'),
      row('hangs', '2026-05-01T13:30:00+00:00', { status: 'suspended' }),
      row('off', '2026-05-01T13:30:00+00:00', { status: 'cancelled' }),
    );
    const { upcoming, suspended, past } = agenda(all, NOW);
    expect(upcoming.map(({ id }) => id)).toEqual(['now', 'later']);
    expect(suspended.map(({ id }) => id)).toEqual(['hangs']);
    expect(past.map(({ id }) => id)).toEqual(['off', 'over']);
    expect(past.map((hearing) => isUnresolved(hearing, NOW))).toEqual([false, true]);
  });

  it('groups by the day of the court, not by the day in London', () => {
    const late = read(row('a', '2026-04-23T01:30:00+00:00'), row('b', '2026-04-23T13:30:00+00:00'));
    expect(byDay(late).map(({ day, hearings }) => [day, hearings.length])).toEqual([
      ['2026-04-22', 1],
      ['2026-04-23', 1],
    ]);
  });
});

describe('words of a hearing', () => {
  const m = deskMessages('es');
  const at = (startsAt: string, tz = BA) => ({ startsAt, tz });

  it('names date and time in the zone of the court', () => {
    expect(courtTime(m, at('2025-04-23T16:30:00Z'))).toBe('mié 23 abr 2025, 13:30, hora de Buenos Aires');
  });

  it('adds the time of the reader only where it differs', () => {
    expect(readerTime(m, at('2025-04-23T16:30:00Z'), 'Europe/Paris')).toMatch(/mié 23 abr 2025, 18:30/);
    expect(readerTime(m, at('2025-04-23T16:30:00Z'), BA)).toBeNull();
    expect(readerTime(m, at('2025-04-23T16:30:00Z'), 'America/Argentina/Cordoba')).toBeNull();
    expect(readerTime(m, at('2025-04-23T16:30:00Z'), null)).toBeNull();
  });

  it('counts down in days of the court, then hours, then minutes', () => {
    expect(countdown(m, at('2026-04-21T03:30:00Z'), NOW)).toBe('mañana');
    expect(countdown(m, at('2026-04-26T13:30:00Z'), NOW)).toBe('dentro de 6 días');
    expect(countdown(m, at('2026-04-20T20:59:00Z'), NOW)).toBe('dentro de 5 h');
    expect(countdown(m, at('2026-04-20T15:20:00Z'), NOW)).toBe('dentro de 20 min');
    expect(countdown(m, at('2026-04-20T15:00:10Z'), NOW)).toBe('ahora');
    expect(countdown(m, at('2026-04-20T13:00:00Z'), NOW)).toBe('hace 2 h');
  });
});
