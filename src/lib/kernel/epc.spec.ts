import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epcPayload, plainLatin } from './epc';
import { rfReference } from './rf';

const account = { holder: 'Fonds de défense', iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP' };
const reference = rfReference('539007547034');
const lines = (made: ReturnType<typeof epcPayload>): string[] => (made.ok ? made.value.split('\n') : []);

describe('the text of a transfer code', () => {
  it('has the lines of version 002, the reference as a structured one', () => {
    expect(lines(epcPayload({ ...account, cents: 2500n, remittance: { reference } }))).toEqual([
      'BCD',
      '002',
      '1',
      'SCT',
      'AGRIFRPP',
      'Fonds de defense',
      'FR7630006000011234567890189',
      'EUR25.00',
      '',
      'RF18539007547034',
    ]);
  });

  it('takes a text instead of a reference, never both', () => {
    const made = lines(epcPayload({ ...account, cents: 1n, remittance: { text: 'Año – défense & co' } }));
    expect(made.slice(7)).toEqual(['EUR0.01', '', '', 'Ano - defense + co']);
  });

  it('leaves the bank and the amount out where there is none', () => {
    const made = lines(epcPayload({ ...account, bic: null, cents: null, remittance: { reference } }));
    expect(made.slice(4, 9)).toEqual(['', 'Fonds de defense', account.iban, '', '']);
  });

  it('writes any amount of cents exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 99_999_999_999n }), (cents) => {
        const [whole = '', rest = ''] = (
          lines(epcPayload({ ...account, cents, remittance: { reference } }))[7] ?? ''
        ).split('.');
        expect(BigInt(whole.slice(3)) * 100n + BigInt(rest)).toBe(cents);
        expect(rest).toHaveLength(2);
      }),
    );
  });

  it.each([
    ['an account outside SEPA', { iban: 'BR1800360305000010009795493C1' }, 'iban'],
    ['a wrong account', { iban: 'FR7630006000011234567890188' }, 'iban'],
    ['a wrong bank', { bic: 'AGRI' }, 'bic'],
    ['a name in letters banks do not take', { holder: 'Фонд' }, 'holder'],
    ['no name', { holder: ' ' }, 'holder'],
    ['a name too long', { holder: 'a'.repeat(71) }, 'holder'],
    ['nothing', { cents: 0n }, 'cents'],
    ['less than nothing', { cents: -5n }, 'cents'],
    ['more than a transfer holds', { cents: 100_000_000_000n }, 'cents'],
    ['a wrong reference', { remittance: { reference: 'RF19539007547034' } }, 'reference'],
    ['a text too long', { remittance: { text: 'a'.repeat(141) } }, 'text'],
    ['a text with line breaks of another script', { remittance: { text: '寄付' } }, 'text'],
  ])('refuses %s', (_, change, field) => {
    const made = epcPayload({ ...account, cents: 100n, remittance: { reference }, ...change });
    expect(made).toMatchObject({ ok: false, code: 'invalid', field });
  });

  it('stays within 331 bytes at its longest', () => {
    const made = epcPayload({
      holder: 'a'.repeat(70),
      iban: 'MT84MALT011000012345MTLCAST001S',
      bic: 'MALTMTMT123',
      cents: 99_999_999_999n,
      remittance: { text: 'b'.repeat(140) },
    });
    expect(made.ok && new TextEncoder().encode(made.value).length).toBeLessThanOrEqual(331);
  });
});

it('has no line break left in what it makes plain', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(plainLatin(text)).not.toMatch(/[\r\n]/);
    }),
  );
});
