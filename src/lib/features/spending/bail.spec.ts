import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bailFilter, heldOf, revolved, stepsOf, timesInTenths, type BailEvent, type BailFull } from './bail';

const event = (kind: BailEvent['kind'], minor: number, currency = 'ARS'): BailEvent => ({
  kind,
  minor: `${minor}`,
  currency,
});

describe('money that comes back', () => {
  it('counts what went out again, per currency, and never what went out for the first time', () => {
    const events = [
      event('posted', 100),
      event('posted', 50, 'EUR'),
      event('returned', 80),
      event('posted', 120),
      event('lost', 20),
      event('posted', 10),
    ];
    expect(revolved(events)).toEqual([
      { currency: 'ARS', held: 130n, posted: 230n, returned: 80n, lost: 20n, again: 80n },
      { currency: 'EUR', held: 50n, posted: 50n, returned: 0n, lost: 0n, again: 0n },
    ]);
    expect(timesInTenths({ posted: 230n, again: 80n })).toBe(15);
    expect(timesInTenths({ posted: 0n, again: 0n })).toBeNull();
  });

  it('never counts more again than came back, whatever the order', () => {
    const one = fc.record({ kind: fc.constantFrom('posted' as const, 'returned' as const), minor: fc.nat(1000) });
    fc.assert(
      fc.property(fc.array(one), (events) => {
        const [sum] = revolved(events.map(({ kind, minor }) => event(kind, minor)));
        expect((sum?.again ?? 0n) <= (sum?.returned ?? 0n)).toBe(true);
        expect((sum?.again ?? 0n) <= (sum?.posted ?? 0n)).toBe(true);
      }),
    );
  });
});

describe('one bail', () => {
  const bail = {
    minor: '1000',
    currency: 'ARS',
    state: 'waiting',
    decidedAt: null,
    paidMinor: '0',
    returnedMinor: '0',
    lostMinor: '0',
    bailState: 'ordered',
    orderedOn: '2026-03-01',
    expectedOn: '2026-09-01',
    postedOn: null,
    moves: [],
  } as unknown as BailFull;
  const kinds = (more: Partial<BailFull>): string =>
    stepsOf({ ...bail, ...more })
      .map(({ kind, done }) => (done ? kind : `${kind}?`))
      .join(' ');

  it('stands somewhere on its way', () => {
    expect(kinds({})).toBe('ordered approved? posted? expected?');
    const posted = {
      state: 'paid',
      decidedAt: '2026-03-02T10:00:00Z',
      paidMinor: '1000',
      postedOn: '2026-03-03',
      bailState: 'posted',
    } as const;
    expect(kinds(posted)).toBe('ordered approved posted expected?');
    const move = {
      id: 'a',
      kind: 'returned',
      day: '2026-08-01',
      minor: '600',
      feeMinor: '0',
      account: null,
      undone: false,
    } as const;
    const part = { ...posted, bailState: 'partly', returnedMinor: '600', moves: [move] } as const;
    expect(kinds({ ...part, moves: [move, { ...move, undone: true }] })).toBe(
      'ordered approved posted returned expected?',
    );
    const end = { ...part, lostMinor: '400', bailState: 'returned' } as const;
    expect(kinds({ ...end, moves: [move, { ...move, kind: 'lost', minor: '400' }] })).toBe(
      'ordered approved posted returned lost',
    );
    expect(kinds({ state: 'refused', bailState: 'dropped' })).toBe('ordered dropped');
    expect(heldOf({ ...bail, ...part })).toBe(400n);
  });

  it('is looked for by what the list knows', () => {
    expect(bailFilter(new URLSearchParams('bailState=posted&currency=eur&soon=1&x=2'))).toEqual({
      bailState: 'posted',
      soon: '1',
    });
    expect(bailFilter(new URLSearchParams('bailState=free'))).toEqual({});
  });
});
