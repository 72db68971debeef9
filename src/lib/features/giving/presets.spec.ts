import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyFor } from './model';
import { readPresets, writePresets } from './presets';

describe('presets as they are typed', () => {
  it('are read a currency a line, in the order in which they stand', () => {
    expect(readPresets('eur 20 50,50\n\nARS 5.000 15000\nUSD', 'es')).toEqual({
      ok: true,
      value: [
        { currency: 'EUR', minor: [2000, 5050] },
        { currency: 'ARS', minor: [500_000, 1_500_000] },
        { currency: 'USD', minor: [] },
      ],
    });
  });

  it('come back as they were', () => {
    const preset = fc.record({
      currency: fc.constantFrom('EUR', 'ARS', 'CLP', 'KWD'),
      minor: fc.array(fc.integer({ min: 1, max: 10 ** 12 }), { maxLength: 6 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(preset, { selector: ({ currency }) => currency, maxLength: 4 }),
        fc.constantFrom('es' as const, 'en' as const),
        (presets, locale) => {
          // Three decimals after a comma could be thousands: those are refused, never guessed.
          const read = readPresets(writePresets(presets, locale), locale);
          if (read.ok) expect(read.value).toEqual(presets);
          else expect(read.rule).toBe('amount_ambiguous');
        },
      ),
    );
  });

  it.each([
    ['XYZQ 5', 'currency'],
    ['EUR 5\nEUR 6', 'currency'],
    ['EUR 0', 'amount'],
    ['EUR -5', 'amount_negative'],
    ['EUR 1,2345', 'amount_decimals'],
    ['EUR 1 2 3 4 5 6 7', 'too_long'],
  ])('refuse %j', (text, rule) => {
    for (const locale of ['es', 'en'] as const)
      expect(readPresets(text, locale)).toMatchObject({ ok: false, field: 'presets', rule });
  });
});

describe('the currency that is offered first', () => {
  const presets = ['ARS', 'EUR', 'USD'].map((currency) => ({ currency, minor: [] }));
  it.each([
    [null, 'fr-FR,fr;q=0.9', 'EUR'],
    [null, 'fr', 'EUR'],
    [null, 'en-US,en;q=0.9', 'USD'],
    [null, 'es-AR', 'ARS'],
    [null, 'pt-BR', 'ARS'],
    [null, null, 'ARS'],
    ['usd', 'fr-FR', 'USD'],
    ['JPY', 'de', 'EUR'],
  ])('asked %j by %j is %s', (asked, language, currency) => {
    expect(currencyFor(presets, asked, language)?.currency).toBe(currency);
  });
});
