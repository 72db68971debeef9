import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIban, parseIban } from './iban';

// Examples of the registry of ISO 13616.
const KNOWN = [
  'DE89370400440532013000',
  'ES9121000418450200051332',
  'GB29NWBK60161331926819',
  'NO9386011117947',
  'MT84MALT011000012345MTLCAST001S',
];

describe('parseIban', () => {
  it.each(KNOWN)('takes %s, printed or plain', (iban) => {
    expect(parseIban(iban)).toBe(iban);
    expect(parseIban(` ${formatIban(iban).toLowerCase()} `)).toBe(iban);
  });

  it('refuses every single wrong digit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KNOWN), fc.nat(), fc.integer({ min: 1, max: 9 }), (iban, where, by) => {
        const digits = [...iban.matchAll(/\d/g)].map(({ index }) => index);
        const at = digits[where % digits.length] ?? 2;
        const wrong = iban.slice(0, at) + String((Number(iban.charAt(at)) + by) % 10) + iban.slice(at + 1);
        expect(parseIban(wrong)).toBeNull();
      }),
    );
  });

  it.each(['', 'DE89', '2850590940090418135201', 'DE8937040044053201300٠', `DE89${'0'.repeat(40)}`])(
    'refuses %j',
    (text) => {
      expect(parseIban(text)).toBeNull();
    },
  );
});
