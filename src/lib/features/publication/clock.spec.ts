import { expect, it } from 'vitest';
import { hoursHeld } from './clock';

it.each([
  ['2026-03-02T21:00:00Z', 0],
  ['2026-03-02T21:59:59Z', 0],
  ['2026-03-03T16:00:00Z', 19],
  // A clock that runs behind says none, never less.
  ['2026-03-02T20:00:00Z', 0],
])('counts full hours: at %s it is %i', (now, hours) => {
  expect(hoursHeld({ people: 11, since: '2026-03-02T21:00:00Z' }, Date.parse(now))).toBe(hours);
});
