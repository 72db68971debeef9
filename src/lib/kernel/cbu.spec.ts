import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCbu, parseAlias, parseCbu } from './cbu';

const KNOWN = '2850590940090418135201';

describe('parseCbu', () => {
  it('takes a known one, printed or plain', () => {
    expect(parseCbu(KNOWN)).toEqual({ digits: KNOWN, kind: 'cbu' });
    expect(formatCbu(KNOWN)).toBe('28505909 40090418135201');
    expect(parseCbu(` ${formatCbu(KNOWN)} `)).toEqual({ digits: KNOWN, kind: 'cbu' });
  });

  it('tells the account of a wallet by its beginning', () => {
    expect(parseCbu('0000003100010000000009')).toEqual({ digits: '0000003100010000000009', kind: 'cvu' });
  });

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(fc.nat(21), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const wrong = KNOWN.slice(0, at) + String((Number(KNOWN.charAt(at)) + by) % 10) + KNOWN.slice(at + 1);
        expect(parseCbu(wrong)).toBeNull();
      }),
    );
  });

  it.each(['', KNOWN.slice(1), `${KNOWN}0`, '0'.repeat(22), 'ES9121000418450200051332'])('refuses %j', (text) => {
    expect(parseCbu(text)).toBeNull();
  });
});

describe('parseAlias', () => {
  it.each([
    ['Fondo.Defensa.Sol', 'fondo.defensa.sol'],
    [' abc-12 ', 'abc-12'],
    ['A'.repeat(20), 'a'.repeat(20)],
  ])('takes %j', (typed, alias) => expect(parseAlias(typed)).toBe(alias));

  it.each(['', 'corto', 'a'.repeat(21), 'con espacio', 'año.nuevo', '123456', 'dos_partes', KNOWN])(
    'refuses %j',
    (typed) => expect(parseAlias(typed)).toBeNull(),
  );
});
