import { describe, expect, it } from 'vitest';
import type { Charge } from './model';
import { chargeText, standingCharges, timelineOf } from './timeline';

const charge = (id: string, more: Partial<Charge> = {}): Charge => ({
  id,
  law: 'Código Penal',
  article: 'art. 239',
  title: '',
  asOf: '2026-01-10',
  endedOn: null,
  endedHow: null,
  replacedBy: null,
  by: null,
  at: '2026-01-10T00:00:00Z',
  ...more,
});

describe('what was said of somebody in a case', () => {
  const old = charge('old', { replacedBy: 'new', endedHow: 'replaced', endedOn: '2026-03-01' });
  const anew = charge('new', { asOf: '2026-03-01' });
  const dropped = charge('gone', { endedHow: 'dropped', endedOn: '2026-02-01' });
  const capacities = [
    { id: 'c', capacity: 'accused' as const, asOf: '2026-01-10', by: null, at: '' },
    { id: 'd', capacity: 'indicted' as const, asOf: '2026-03-01', by: null, at: '' },
  ];

  it('stands newest first, and a change is one line', () => {
    const told = timelineOf({ capacities, charges: [old, anew, dropped] });
    expect(told.map(({ key }) => key)).toEqual(['new', 'd', 'gone-end', 'old', 'gone', 'c']);
    expect(told[0]).toMatchObject({ kind: 'charge', instead: { id: 'old' } });
  });

  it('leaves what stands now', () => {
    expect(standingCharges({ charges: [old, anew, dropped] }).map(({ id }) => id)).toEqual(['new']);
    expect(chargeText({ ...anew, title: 'Resistencia' })).toBe('art. 239, Código Penal: Resistencia');
  });
});
