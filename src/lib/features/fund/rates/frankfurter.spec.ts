import { describe, expect, it } from 'vitest';
import { questionAddress, readAnswer } from './frankfurter';

const question = { base: 'EUR', quotes: ['USD', 'ARS'], from: '2026-03-01', to: '2026-03-31' };
const rate = (day: string, quote: string, figure: string) => ({ day, base: 'EUR', quote, rate: figure });

it('is asked in the way of its version', () => {
  expect(questionAddress('https://rates.example.org/v1/', question)).toBe(
    'https://rates.example.org/v1/2026-03-01..2026-03-31?base=EUR&symbols=USD,ARS',
  );
  expect(questionAddress('https://rates.example.org/v2', question)).toBe(
    'https://rates.example.org/v2/rates?base=EUR&quotes=USD,ARS&from=2026-03-01&to=2026-03-31',
  );
});

describe('an answer', () => {
  it.each([
    [
      'of the first version',
      { amount: 1, base: 'EUR', rates: { '2026-02-27': { USD: 1.07 }, '2026-03-02': { USD: 1.085, ARS: 1450.5 } } },
      [rate('2026-03-02', 'USD', '1.085'), rate('2026-03-02', 'ARS', '1450.5')],
    ],
    [
      'of one day',
      { base: 'EUR', date: '2026-03-02', rates: { USD: 0.0000001 } },
      [rate('2026-03-02', 'USD', '0.0000001')],
    ],
    [
      'of the second version',
      [{ date: '2026-03-02', base: 'EUR', quote: 'USD', rate: 1.085 }],
      [rate('2026-03-02', 'USD', '1.085')],
    ],
    ['without any', [], []],
  ])('%s', (_, body, rates) => expect(readAnswer(JSON.stringify(body), question)).toEqual(rates));

  it.each([
    '<html>',
    '{}',
    '{"error":"not found"}',
    '[{"date":"2026-03-02","base":"EUR","quote":"USD","rate":"1.085"}]',
    '[{"date":"2026-03-02","base":"EUR","quote":"USD","rate":-1}]',
    '[{"date":"2026-03-02","base":"EUR","quote":"USD","rate":0}]',
    '[{"date":"2026-03-02","base":"USD","quote":"EUR","rate":1}]',
    '[{"date":"2026-03-02","base":"EUR","quote":"GBP","rate":1}]',
    '{"base":"EUR","rates":{"2026-03-xx":{"USD":1}}}',
  ])('%s is none', (body) => expect(readAnswer(body, question)).toBeNull());
});
