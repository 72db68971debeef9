import { describe, expect, it } from 'vitest';
import { hrefOf, keyTo, monthAfter, monthOf, stepOf, viewOf, weekday, weekOf } from './calendar';

describe('days of a calendar', () => {
  it('knows the weekday of any day, before and after the one it counts from', () => {
    expect(['2026-11-23', '2026-11-29', '1999-12-31', '2024-02-29'].map(weekday)).toEqual([0, 6, 4, 3]);
  });

  it('fills whole weeks from Monday to Sunday', () => {
    expect(weekOf('2026-11-29')).toEqual(expect.arrayContaining(['2026-11-23', '2026-11-29']));
    const november = monthOf('2026-11-22');
    expect([november[0]?.[0], november.at(-1)?.[6], november.length]).toEqual(['2026-10-26', '2026-12-06', 6]);
    // February that is four weeks exactly.
    expect(monthOf('2027-02-14')).toHaveLength(4);
  });

  it('goes over the end of a year and never to a day that does not exist', () => {
    expect([monthAfter('2026-12-31', 1), monthAfter('2026-01-31', -1)]).toEqual(['2027-01-01', '2025-12-01']);
    expect([
      stepOf('month', '2026-01-31', 1),
      stepOf('week', '2026-12-30', 1),
      stepOf('agenda', '2026-03-01', -1),
    ]).toEqual(['2026-02-01', '2027-01-06', '2026-02-28']);
  });

  it('reads its address, and whatever it cannot mean is the agenda of today', () => {
    const at = (query: string) => viewOf(new URLSearchParams(query), '2026-11-22');
    expect(at('view=month&day=2026-02-28')).toEqual({ view: 'month', day: '2026-02-28', chosen: true });
    expect(at('view=year&day=2026-02-30')).toEqual({ view: 'agenda', day: '2026-11-22', chosen: false });
    expect([hrefOf('/h', 'agenda', null), hrefOf('/h', 'week', '2026-01-01')]).toEqual([
      '/h',
      '/h?view=week&day=2026-01-01',
    ]);
  });

  it('moves with arrows', () => {
    expect(['ArrowLeft', 'ArrowDown', 'Home', 'End', 'PageDown', 'a'].map((key) => keyTo(key, '2026-11-25'))).toEqual([
      '2026-11-24',
      '2026-12-02',
      '2026-11-23',
      '2026-11-29',
      '2026-12-01',
      null,
    ]);
  });
});
