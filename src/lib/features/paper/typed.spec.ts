import { describe, expect, it } from 'vitest';
import { rowsTyped } from './typed';

describe('rows that were typed', () => {
  it('reach as far as the last one with something in it; a country alone is nothing', () => {
    expect(rowsTyped({})).toBe(0);
    expect(rowsTyped({ 'name-0': 'Ana', 'country-30': 'AR', 'town-13': ' ', 'email-14': 'ana@example.org' })).toBe(15);
  });
});
