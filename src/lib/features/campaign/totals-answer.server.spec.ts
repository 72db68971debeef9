import { expect, it } from 'vitest';
import { totalsAnswer } from './totals-answer.server';

const totals = { v: 3, at: '2026-11-22T10:00:00.000Z', campaign: 'argentina', signatures: 872, goal: 2000 };

it('has the same tag until a figure changes, and then another', async () => {
  const first = totalsAnswer(totals, null);
  const later = totalsAnswer({ ...totals, at: '2026-11-22T10:00:09.000Z' }, null);
  const changed = totalsAnswer({ ...totals, signatures: 873 }, null);
  expect(later.headers.get('etag')).toBe(first.headers.get('etag'));
  expect(changed.headers.get('etag')).not.toBe(first.headers.get('etag'));
  expect(await first.json()).toEqual(totals);
  expect(first.headers.get('cache-control')).toBe('public, max-age=1, stale-while-revalidate=5');
});

it.each([(tag: string) => tag, (tag: string) => `W/${tag}`, (tag: string) => `"x", ${tag}`, () => '*'])(
  'answers 304 to one who knows it (%#)',
  (header) => {
    const tag = totalsAnswer(totals, null).headers.get('etag') ?? '';
    const answer = totalsAnswer(totals, header(tag));
    expect([answer.status, answer.headers.get('etag'), answer.body]).toEqual([304, tag, null]);
  },
);

it('answers in full to one who knows another, and 404 where there is nothing', () => {
  expect(totalsAnswer(totals, '"x"').status).toBe(200);
  expect(totalsAnswer(null, '"x"').status).toBe(404);
});
