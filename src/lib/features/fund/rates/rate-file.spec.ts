import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRateFile, type RateReading } from './rate-file';
import { packRates, unpackRates, type Rate } from './rates';

const reading: RateReading = {
  base: 'USD',
  quote: 'ARS',
  last: '2026-06-30',
  columns: {},
  dates: 'auto',
  decimal: 'auto',
};
const read = (text: string, more: Partial<RateReading> = {}) => readRateFile(text, { ...reading, ...more });
const usd = (day: string, rate: string): Rate => ({ day, base: 'USD', quote: 'ARS', rate });

describe('a table of rates', () => {
  it.each([
    [
      'a plain one',
      'date,base,quote,rate\n2026-03-02,EUR,ARS,1450.5',
      [{ day: '2026-03-02', base: 'EUR', quote: 'ARS', rate: '1450.5' }],
    ],
    [
      'one of a newspaper: the selling rate',
      'Fecha;Compra;Venta\n02/03/2026;1.400,00;1.420,50',
      [usd('2026-03-02', '1420.50')],
    ],
    [
      'one without heads',
      '02/03/2026;1420,5\n28/02/2026;1419',
      [usd('2026-03-02', '1420.5'), usd('2026-02-28', '1419')],
    ],
    [
      'one with months first, which the 28th gives away',
      '03/02/2026;1420,5\n02/28/2026;1419',
      [usd('2026-03-02', '1420.5'), usd('2026-02-28', '1419')],
    ],
    [
      'a wide one as the European Central Bank has it',
      'Date,USD,JPY,XYZ,\n2026-03-02,1.085,160.2,N/A,\n2026-03-01,N/A,159,N/A,',
      [
        { day: '2026-03-02', base: 'EUR', quote: 'USD', rate: '1.085' },
        { day: '2026-03-02', base: 'EUR', quote: 'JPY', rate: '160.2' },
        { day: '2026-03-01', base: 'EUR', quote: 'JPY', rate: '159' },
      ],
      { base: 'EUR' },
    ],
    ['the same line twice', 'date,rate\n2026-03-02,5\n2026-03-02,5', [usd('2026-03-02', '5')]],
  ] satisfies [string, string, Rate[], Partial<RateReading>?][])(
    '%s',
    (_, text, rates, more?: Partial<RateReading>) => {
      expect(read(text, more)).toEqual({ kind: 'read', rates });
    },
  );

  it.each([
    ['', 1, 'rates_empty'],
    ['date,rate', 1, 'rates_empty'],
    ['date,rate\n2026-03-02,"5', 2, 'rates_quote'],
    ['date,rate\n2026-02-30,5', 2, 'rates_day'],
    ['date,rate\n2026-03-02,5\n2026-07-01,5', 3, 'rates_future'],
    ['date,rate\n2026-03-02,five', 2, 'rates_number'],
    ['date,rate\n2026-03-02,-5', 2, 'rates_number'],
    ['date,rate\n2026-03-02,1e3', 2, 'rates_number'],
    ['date,rate\n2026-03-02,0.00', 2, 'rates_zero'],
    ['date,rate\n2026-03-02,', 2, 'rates_number'],
    ['date,base,quote,rate\n2026-03-02,pesos,ARS,5', 2, 'rates_currency'],
    ['date,base,quote,rate\n2026-03-02,ARS,ARS,5', 2, 'rates_same'],
    ['date,rate\n2026-03-02,5\n2026-03-02,6', 3, 'rates_twice'],
    [`date,rate\n${'2026-03-02,5\n'.repeat(4001)}`, 4001, 'rates_many'],
  ])('%j is refused whole', (text, line, rule) => {
    const came = read(text);
    expect(came).toMatchObject({ kind: 'refused', lines: [{ line, rule }] });
  });

  it('is asked about when it can be read in two ways, or not at all', () => {
    expect(read('Fecha;Venta\n02/03/2026;1.420')).toMatchObject({
      kind: 'unmapped',
      rule: 'rates_decimal',
      field: 'decimal',
    });
    expect(read('Fecha;Venta\n02/03/2026;1.420', { decimal: ',' })).toEqual({
      kind: 'read',
      rates: [usd('2026-03-02', '1420')],
    });
    expect(read('Fecha;Venta\n02/03/2026;1.420', { decimal: '.' })).toEqual({
      kind: 'read',
      rates: [usd('2026-03-02', '1.420')],
    });
    expect(read('x;y\n02/03/2026;5')).toMatchObject({
      kind: 'unmapped',
      field: 'day',
      heads: ['x', 'y'],
      sample: [['02/03/2026', '5']],
    });
    expect(read('x;y\n02/03/2026;5', { columns: { day: 'x', rate: 'y' } })).toEqual({
      kind: 'read',
      rates: [usd('2026-03-02', '5')],
    });
  });

  it('travels through the preview unchanged', () => {
    const rate = fc.record({
      day: fc.constantFrom('2026-01-31', '1999-12-01'),
      base: fc.constantFrom('EUR', 'USD'),
      quote: fc.constantFrom('ARS', 'CLP'),
      rate: fc.tuple(fc.nat(), fc.nat()).map(([whole, rest]) => `${whole + 1}.${rest}`),
    });
    fc.assert(
      fc.property(fc.array(rate, { minLength: 1 }), (rates) => {
        expect(unpackRates(packRates(rates))).toEqual(rates);
      }),
    );
    for (const broken of [
      '',
      '2026-01-31 EUR ARS',
      '2026-02-30 EUR ARS 1',
      '2026-01-31 EUR ARS 0',
      '2026-01-31 EUR ARS 1 x',
    ])
      expect(unpackRates(broken)).toBeNull();
  });

  it('never throws, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(['read', 'refused', 'unmapped']).toContain(read(text).kind);
      }),
    );
  });
});
