import { expect, it } from 'vitest';
import { fraudQuery, readFraudQuery } from './fraud-query';

const ZONE = 'America/Argentina/Buenos_Aires';

it('takes to the fraud room what it selects alike, days as the hours of the campaign', () => {
  const filter = { country: 'AR', source: 'qr-plaza', from: '2026-03-02', to: '2026-03-03', state: 'confirmed' };
  const query = fraudQuery(filter, ZONE) ?? '';
  expect(readFraudQuery(new URLSearchParams(query))).toEqual({
    country: 'AR',
    source: 'qr-plaza',
    state: 'confirmed',
    from: '2026-03-02T03:00:00Z',
    until: '2026-03-04T03:00:00Z',
  });
});

it.each([{}, { state: 'pending' }, { country: 'AR', comment: 'yes' }, { country: 'AR', state: 'withdrawn' }])(
  'offers no run that would reach further than the list: %o',
  (filter) => {
    expect(fraudQuery(filter, ZONE)).toBeNull();
  },
);

it('drops what means nothing', () => {
  expect(readFraudQuery(new URLSearchParams('country=XX&from=yesterday&until=&state=all'))).toEqual({});
});
