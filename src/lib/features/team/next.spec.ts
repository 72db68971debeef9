import { describe, expect, it } from 'vitest';
import { safeNext } from './next';

describe('where to go after signing in', () => {
  it.each(['/desk/argentina/boards?list=2', '/invite/abc', '/'])('keeps %s', (next) => {
    expect(safeNext(next)).toBe(next);
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/desk/..//evil.example',
    'javascript:alert(1)',
    'desk',
    '',
    null,
    undefined,
  ])('never leads to another host: %j', (next) => {
    expect(safeNext(next)).toBe('/desk');
  });
});
