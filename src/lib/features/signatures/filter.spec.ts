import { describe, expect, it } from 'vitest';
import { filterQuery, readAsked, readFilter, without } from './filter';

const read = (query: string) => readFilter(new URLSearchParams(query));
const ID = '018f4b1e-0000-7000-8000-000000000001';

describe('the filter of the list', () => {
  it('goes into an address and comes back', () => {
    const filter = { state: 'shadow', country: 'AR', source: 'qr-plaza', from: '2026-03-01', updates: 'yes' };
    const query = filterQuery(filter, true, { at: '2026-03-02T10:00:00.123456Z', id: ID });
    expect(readAsked(new URLSearchParams(query))).toEqual({
      filter,
      oldest: true,
      beyond: { at: '2026-03-02T10:00:00.123456Z', id: ID },
    });
    expect(filterQuery({})).toBe('');
  });

  it.each([
    'state=all',
    'country=ar',
    'country=ZZ',
    'source=a b',
    'source=',
    'from=2026-02-30',
    'to=tomorrow',
    'updates=true',
    "referrer=';--",
    'email=ana@example.org',
    'constructor=1',
  ])('lets %s fall away', (query) => {
    expect(read(query)).toEqual({});
  });

  it.each(['after=x', `after=_${ID}`, 'after=2026-03-02T10:00:00Z', 'after=2026-03-02T10:00:00Z_1'])(
    'begins at the top for %s',
    (query) => {
      expect(readAsked(new URLSearchParams(query)).beyond).toBeNull();
    },
  );

  it('loses one part at a time', () => {
    expect(without({ state: 'pending', country: 'AR' }, 'state')).toEqual({ country: 'AR' });
  });
});
