import { describe, expect, it } from 'vitest';
import type { Row } from '$lib/contracts/journal';
import { daysIn, peopleFilter, peopleNow } from './model';

const person = (id: string, code: string): Row => ({ id, code, pseudonym: `Pseudonym ${code}` });
let written = 0;
const status = (person_id: string, name: string, from_date: string, place = ''): Row => ({
  id: `s${(written += 1)}`,
  person_id,
  status: name,
  place,
  from_date,
  created_at: `2026-01-01T00:00:${String(written).padStart(2, '0')}+00:00`,
});

describe('where somebody stands', () => {
  it('is the newest by day, not by when it was written down', () => {
    const [one] = peopleNow(
      [person('p', 'C-1')],
      [status('p', 'pretrial_detention', '2026-03-02', 'Ezeiza'), status('p', 'police_station', '2026-02-20')],
    );
    expect(one?.now).toMatchObject({ status: 'pretrial_detention', place: 'Ezeiza', from: '2026-03-02' });
    expect(one?.history.map(({ status: name }) => name)).toEqual(['pretrial_detention', 'police_station']);
  });

  it('is the later written of two on one day', () => {
    const rows = [status('p', 'police_station', '2026-03-02'), status('p', 'released_pending', '2026-03-02')];
    expect(peopleNow([person('p', 'C-1')], rows)[0]).toMatchObject({ inCustody: false, heldSince: null });
  });

  it('counts the deprivation of liberty through all places, and from the last arrest only', () => {
    const rows = [
      status('p', 'police_station', '2026-01-01'),
      status('p', 'released_pending', '2026-01-10'),
      status('p', 'court_holding', '2026-02-01'),
      status('p', 'house_arrest', '2026-02-15'),
    ];
    expect(peopleNow([person('p', 'C-1')], rows)[0]).toMatchObject({ inCustody: true, heldSince: '2026-02-01' });
  });

  it('puts those held longest first and somebody without a status among the free', () => {
    const rows = [
      status('b', 'house_arrest', '2026-02-01'),
      status('a', 'police_station', '2026-03-01'),
      status('d', 'acquitted', '2026-01-01'),
    ];
    const people = [person('a', 'C-A'), person('b', 'C-B'), person('c', 'C-C'), person('d', 'C-D')];
    expect(peopleNow(people, rows).map(({ code }) => code)).toEqual(['C-B', 'C-A', 'C-C', 'C-D']);
    expect(peopleNow([person('c', 'C-C')], [])[0]?.now).toBeNull();
  });

  it('counts whole days and never below zero', () => {
    const [one] = peopleNow([person('p', 'C-1')], [status('p', 'missing', '2026-03-02')]);
    expect(one?.now && daysIn(one.now, '2026-03-05')).toBe(3);
    expect(one?.now && daysIn(one.now, '2026-03-01')).toBe(0);
  });

  it('shows those in custody unless all are asked for', () => {
    expect(peopleFilter('all')).toBe('all');
    expect(peopleFilter(null)).toBe('held');
    expect(peopleFilter('x')).toBe('held');
  });
});
