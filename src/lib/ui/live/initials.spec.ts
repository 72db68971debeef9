import { describe, expect, it } from 'vitest';
import { initials } from './initials';

describe('initials', () => {
  it.each([
    ['Haroldo', 'H'],
    ['Mirta (guardia legal)', 'MG'],
    ['  «Ñandú»  – 33 órdenes', 'Ñ3'],
    ['e\u0301lida ortiz rey', 'ÉO'],
    ['🌱 · !', ''],
  ])('%s is %s', (name, sign) => {
    expect(initials(name)).toBe(sign);
  });
});
