import { describe, expect, it } from 'vitest';
import type { TeamTotals } from '$lib/contracts/totals';
import { perDay, perHour } from './series';

const BA = 'America/Argentina/Buenos_Aires';
const NOW = Date.parse('2026-04-20T15:30:00Z');
const frame = (more: Partial<TeamTotals>): TeamTotals => ({
  v: 1,
  at: '2026-04-20T15:30:00Z',
  campaign: 'c',
  confirmed: 0,
  pending: 0,
  withdrawn: 0,
  goal: 100,
  byCountry: [],
  bySource: [],
  byHour: [],
  byDay: [],
  latest: [],
  ...more,
});

describe('signatures over time', () => {
  it('draws days without signatures too, up to today', () => {
    const { labels, values } = perDay(frame({ byDay: [{ day: '2026-04-10', n: 3 }] }), BA, NOW, 'es');
    expect(labels).toHaveLength(11);
    expect([labels[0], labels.at(-1)]).toEqual(['10 abr', '20 abr']);
    expect([values[0], values[1], values.at(-1)]).toEqual([3, 0, 0]);
  });

  it('draws a week at least and a month at most', () => {
    expect(perDay(frame({ byDay: [{ day: '2026-04-20', n: 3 }] }), BA, NOW, 'es').labels).toHaveLength(7);
    expect(perDay(frame({ byDay: [{ day: '2025-01-01', n: 3 }] }), BA, NOW, 'es').labels).toHaveLength(30);
    expect(perDay(frame({}), BA, NOW, 'es').labels).toEqual([]);
  });

  it('draws hours on the campaign’s clock', () => {
    const { labels, values } = perHour(frame({ byHour: [{ hour: '2026-04-20T15:00:00Z', n: 2 }] }), BA, NOW);
    expect(labels).toHaveLength(48);
    expect([labels.at(-1), values.at(-1)]).toEqual(['12:00', 2]);
  });
});
