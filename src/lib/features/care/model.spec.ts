import { describe, expect, it } from 'vitest';
import type { Row } from '$lib/contracts/journal';
import { readFacilities } from './facilities';
import { inOrder, isOverdue, readNeeds } from './needs';
import { breaches, comesOn, readRotas, readShifts, slotsOf } from './turns';

const NOW = Date.parse('2026-11-22T20:00:00Z');
const need = (id: string, kind: string, urgency: string, due_at: string | null, more: Row = {}): Row => ({
  id,
  kind,
  urgency,
  due_at,
  state: 'open',
  created_at: '2026-11-20T00:00:00Z',
  ...more,
});

describe('needs', () => {
  it('stand with what is late first, then medication, then by urgency and hour', () => {
    const rows = [
      need('clothes', 'clothes', 'routine', null),
      need('food', 'food', 'today', '2026-11-22T22:00:00Z'),
      need('pills', 'medication', 'days', '2026-11-25T22:00:00Z'),
      need('insulin', 'medication', 'now', null),
      need('late', 'pet', 'routine', '2026-11-22T19:59:59Z'),
      need('later', 'medication', 'now', '2026-11-22T01:00:00Z'),
    ];
    expect(inOrder(readNeeds(rows, []), NOW).map(({ id }) => id)).toEqual([
      'later',
      'late',
      'insulin',
      'pills',
      'food',
      'clothes',
    ]);
  });

  it('are late only while nobody has settled them, and forget what was taken back', () => {
    const acts = [
      { id: 'b', need_id: 'x', kind: 'done', created_at: '2026-11-22T10:00:00Z', undone_at: null },
      { id: 'a', need_id: 'x', kind: 'take', created_at: '2026-11-22T09:00:00+00:00', undone_at: null },
      { id: 'c', need_id: 'x', kind: 'drop', created_at: '2026-11-22T08:00:00Z', undone_at: '2026-11-22T08:01:00Z' },
    ];
    const [done] = readNeeds([need('x', 'food', 'now', '2026-11-01T00:00:00Z', { state: 'done' })], acts);
    expect(done?.steps.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(done && isOverdue(done, NOW)).toBe(false);
  });
});

const rota = (more: Row = {}): Row => ({
  id: 'r',
  kind: 'visit',
  facility_id: 'f',
  weekdays: [5],
  every: 2,
  from_day: '2026-11-05',
  until_day: '2026-12-31',
  at: '10:00',
  wanted: 2,
  ended_at: null,
  ...more,
});

describe('turns', () => {
  it('come round in the weeks of their rhythm, from the first day to the last, over the end of a month', () => {
    const [one] = readRotas([rota()]);
    if (!one) throw new Error('no rota');
    const days = ['2026-10-24', '2026-11-07', '2026-11-14', '2026-11-21', '2026-11-22', '2026-12-05', '2027-01-02'];
    expect(days.filter((day) => comesOn(one, day))).toEqual(['2026-11-07', '2026-11-21', '2026-12-05']);
    expect(days.filter((day) => comesOn({ ...one, ended: true }, day))).toEqual([]);
  });

  it('show who is missing; whoever left does not count', () => {
    const shifts = readShifts([
      { id: 'a', rota_id: 'r', day: '2026-12-05', user_id: 'eva', state: 'confirmed' },
      { id: 'b', rota_id: 'r', day: '2026-12-05', user_id: 'leo', state: 'left' },
    ]);
    const slots = slotsOf(readRotas([rota()]), shifts, '2026-11-21', 15);
    expect(slots.map(({ day, free, shifts: some }) => [day, free, some.length])).toEqual([
      ['2026-11-21', 2, 0],
      ['2026-12-05', 1, 1],
    ]);
  });

  it('are warned of by the rules of the place, also when those are old', () => {
    const [place] = readFacilities(
      [{ id: 'f', name: 'U', visit_days: [6], visit_from: '13:00', visit_to: '17:00', checked_on: '2026-11-01' }],
      new Intl.Collator('es'),
    );
    const at = { kind: 'visit' as const, at: '10:00' };
    expect(breaches(at, '2026-11-21', place, '2026-11-22')).toEqual(['day', 'hour']);
    expect(breaches({ ...at, at: '13:00' }, '2026-11-22', place, '2027-03-01')).toEqual(['unchecked']);
    expect(breaches({ ...at, kind: 'letter' }, '2026-11-21', place, '2026-11-22')).toEqual([]);
    // Whose rules nobody knows says nothing of days and hours.
    expect(breaches({ kind: 'parcel', at: '03:00' }, '2026-11-21', place, '2026-11-22')).toEqual([]);
  });
});
