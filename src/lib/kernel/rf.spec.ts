import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODE_ALPHABET } from './ids';
import { formatRf, parseRf, rfReference } from './rf';

const body = fc.string({ unit: fc.constantFrom(...CODE_ALPHABET), minLength: 1, maxLength: 21 });
const isFigure = (sign: string): boolean => /\d/.test(sign);

describe('references of ISO 11649', () => {
  it('makes the example of the standard', () => {
    expect(rfReference('539007547034')).toBe('RF18539007547034');
    expect(parseRf('rf18 5390 0754 7034')).toBe('RF18539007547034');
    expect(formatRf('RF18539007547034')).toBe('RF18 5390 0754 7034');
  });

  it('reads back what it makes, printed or plain', () => {
    fc.assert(
      fc.property(body, (text) => {
        const made = rfReference(text);
        expect(parseRf(made)).toBe(made);
        expect(parseRf(formatRf(made).toLowerCase())).toBe(made);
      }),
    );
  });

  // A letter in the place of a figure moves all signs before it by one digit, which 97 finds nearly always and not always.
  it('finds every wrong letter or figure, and two of them swapped', () => {
    fc.assert(
      fc.property(body, fc.nat(), fc.constantFrom(...CODE_ALPHABET), (text, where, sign) => {
        const made = rfReference(text);
        const at = 4 + (where % text.length);
        fc.pre(made.charAt(at) !== sign && isFigure(made.charAt(at)) === isFigure(sign));
        expect(parseRf(made.slice(0, at) + sign + made.slice(at + 1))).toBeNull();
        const [left, right] = [made.charAt(at), made.charAt(at + 1)];
        fc.pre(right !== '' && left !== right && isFigure(left) === isFigure(right));
        expect(parseRf(made.slice(0, at) + right + left + made.slice(at + 2))).toBeNull();
      }),
    );
  });

  it.each(['', 'RF18', 'RF19539007547034', 'XX18539007547034', `RF18${'1'.repeat(22)}`, 'RF18539007547034é'])(
    'refuses %j',
    (text) => expect(parseRf(text)).toBeNull(),
  );

  it.each(['', 'abc', 'Ñ', '1'.repeat(22)])('makes none of %j', (text) => {
    expect(() => rfReference(text)).toThrow(RangeError);
  });
});
