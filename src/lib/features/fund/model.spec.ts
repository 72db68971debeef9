import { describe, expect, it, vi } from 'vitest';
import { onNews, readTotals } from './model';

describe('the ledger', () => {
  it('names pesos first and never adds currencies up', () => {
    const totals = readTotals([
      { id: '1', currency: 'ZAR', received_minor: 1 },
      { id: '2', currency: 'USD', received_minor: 500 },
      { id: '3', currency: 'ARS', received_minor: 100 },
    ]);
    expect(totals).toEqual([
      { currency: 'ARS', minor: 100n },
      { currency: 'USD', minor: 500n },
      { currency: 'ZAR', minor: 1n },
    ]);
  });
});

describe('news of bookings', () => {
  it('ask once for many in a row, and not for the first look', () => {
    vi.useFakeTimers();
    const again = vi.fn();
    const heard = onNews(again);
    heard([{ currency: 'ARS', entries: 1 }]);
    heard([{ currency: 'ARS', entries: 1 }]);
    vi.runAllTimers();
    expect(again).not.toHaveBeenCalled();
    heard([{ currency: 'ARS', entries: 2 }]);
    heard([{ currency: 'ARS', entries: 3 }]);
    vi.runAllTimers();
    expect(again).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });
});
