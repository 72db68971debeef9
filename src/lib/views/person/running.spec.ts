import { expect, it } from 'vitest';
import { hasRunning } from './running';

it('knows whether a clock may run without knowing the law', () => {
  const release = { arrest_id: 'a', kind: 'released', undone_at: null };
  expect(hasRunning([], [])).toBe(false);
  expect(hasRunning([{ id: 'a' }], [])).toBe(true);
  expect(hasRunning([{ id: 'a' }], [release])).toBe(false);
  expect(hasRunning([{ id: 'a' }], [{ ...release, undone_at: '2026-01-01T00:00:00Z' }])).toBe(true);
  expect(hasRunning([{ id: 'a' }, { id: 'b' }], [release])).toBe(true);
});
