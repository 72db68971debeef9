import { describe, expect, it } from 'vitest';
import { ledgerQuery, readLedgerAsked } from './ledger';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('the address of a view of the ledger', () => {
  it('says the filter and where the page begins, and reads back as it was', () => {
    const asked = {
      filter: { kind: 'payment', from: '2026-01-01', account: ID },
      beyond: { day: '2026-03-02', id: ID },
    };
    const query = ledgerQuery(asked.filter, asked.beyond);
    expect(query).toBe(`?kind=payment&account=${ID}&from=2026-01-01&after=2026-03-02_${ID}`);
    expect(readLedgerAsked(new URLSearchParams(query))).toEqual(asked);
    expect(ledgerQuery({})).toBe('');
  });

  it('lets fall what means nothing', () => {
    const asked = readLedgerAsked(
      new URLSearchParams('kind=theft&from=2026-02-30&currency=pesos&after=x_y&other=1&rate=any'),
    );
    expect(asked).toEqual({ filter: {}, beyond: null });
  });
});
