import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponent, fromDecimal, isCurrency, MAX_MINOR, MONEY_RULES, parseMinor, parseMoney, toDecimal } from './money';
import { formatMoney } from './format';

const cases: [typed: string, currency: string, locale: 'es' | 'en', minor: bigint | string][] = [
  ['1.234,56', 'ARS', 'es', 123456n],
  ['1,234.56', 'ARS', 'es', 123456n],
  ['1.234,56', 'ARS', 'en', 123456n],
  ['1234', 'ARS', 'es', 123400n],
  ['1234,5', 'EUR', 'en', 123450n],
  ['10.50', 'ARS', 'es', 1050n],
  ['1.234', 'ARS', 'es', 123400n],
  ['1,234', 'ARS', 'en', 123400n],
  ['1,234', 'ARS', 'es', 'amount_ambiguous'],
  ['1.234', 'EUR', 'en', 'amount_ambiguous'],
  ['1.234.567', 'CLP', 'es', 1234567n],
  ['1.5', 'CLP', 'es', 'amount_decimals'],
  ['1 234,56', 'EUR', 'es', 123456n],
  ['1\u202f234', 'EUR', 'es', 123400n],
  ["1'234.50", 'EUR', 'en', 123450n],
  ['$ 1.500', 'ARS', 'es', 150000n],
  ['AR$1500', 'ARS', 'es', 150000n],
  ['US$ 20', 'USD', 'es', 2000n],
  ['20 €', 'EUR', 'es', 2000n],
  ['20 eur', 'EUR', 'en', 2000n],
  ['20 USD', 'ARS', 'es', 'amount_currency'],
  ['$20', 'EUR', 'es', 'amount_currency'],
  ['1.2345', 'EUR', 'en', 'amount_decimals'],
  ['1234.567', 'ARS', 'es', 'amount_decimals'],
  ['12.34.56', 'ARS', 'es', 'amount_grouping'],
  ['1.23,45', 'ARS', 'es', 'amount_grouping'],
  ['0.123', 'ARS', 'es', 'amount_decimals'],
  ['', 'ARS', 'es', 'amount_empty'],
  ['   ', 'ARS', 'es', 'amount_empty'],
  ['mil', 'ARS', 'es', 'amount_not_number'],
  ['1e6', 'ARS', 'es', 'amount_not_number'],
  ['0x10', 'ARS', 'es', 'amount_not_number'],
  ['5,', 'ARS', 'es', 'amount_not_number'],
  ['-5', 'ARS', 'es', 'amount_negative'],
  ['9'.repeat(16), 'ARS', 'es', 'amount_too_large'],
];

describe('parseMoney', () => {
  it.each(cases)('%s %s %s', (typed, currency, locale, expected) => {
    const result = parseMoney(typed, currency, locale);
    if (typeof expected === 'bigint') expect(result).toEqual({ ok: true, value: expected });
    else expect(result).toEqual({ ok: false, code: 'invalid', rule: expected });
  });

  it('lets a minus through when asked', () => {
    expect(parseMoney('−5,25', 'ARS', 'es', { signed: true })).toEqual({ ok: true, value: -525n });
  });

  it('answers any text with a figure or a known rule', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const result = parseMoney(text, 'ARS', 'es');
        if (!result.ok) expect(MONEY_RULES).toContain(result.rule);
      }),
    );
  });

  it('reads back what it shows, in both languages', () => {
    const minor = fc.bigInt({ min: 0n, max: MAX_MINOR });
    fc.assert(
      fc.property(minor, fc.constantFrom('ARS', 'EUR', 'USD'), fc.constantFrom('es', 'en'), (m, currency, locale) => {
        expect(parseMoney(formatMoney(m, currency, locale), currency, locale)).toEqual({ ok: true, value: m });
      }),
    );
  });
});

describe('decimals', () => {
  it('knows the exponents', () => {
    expect(['ARS', 'EUR', 'USD', 'CLP', 'KWD'].map(exponent)).toEqual([2, 2, 2, 0, 3]);
    expect(isCurrency('ars')).toBe(false);
    expect(() => exponent('ZZZZ')).toThrow(RangeError);
  });

  it('goes there and back', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -MAX_MINOR, max: MAX_MINOR }),
        fc.constantFrom('ARS', 'CLP', 'KWD'),
        (m, currency) => {
          expect(fromDecimal(toDecimal(m, currency), currency)).toEqual({ ok: true, value: m });
          expect(parseMinor(m.toString())).toBe(m);
        },
      ),
    );
    expect(toDecimal(-5n, 'ARS')).toBe('-0.05');
    expect(fromDecimal('1.234', 'ARS')).toMatchObject({ ok: false, rule: 'amount_decimals' });
    expect(parseMinor('1.0')).toBeNull();
  });
});
