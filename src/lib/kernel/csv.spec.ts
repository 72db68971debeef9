import { describe, expect, it } from 'vitest';
import { csvLine } from './csv';

describe('a line of CSV', () => {
  it('quotes what would break the line', () => {
    expect(csvLine(['a', 'b, c', 'say "no"', 'two\nlines', 'x;y'])).toBe(
      'a,"b, c","say ""no""","two\nlines","x;y"\r\n',
    );
  });

  it.each(['=1+1', '+54 11', '-2', '@cmd', '\t=1', ' =1', '\u00a0=1', '＝1', '\r=1'])('disarms %j', (text) => {
    expect(csvLine([text]).replace(/^"/, '')).toMatch(/^'/);
  });

  it('keeps figures as figures', () => {
    expect(csvLine([{ figure: '-1500.00' }, { figure: '12' }])).toBe('-1500.00,12\r\n');
    expect(() => csvLine([{ figure: '=1' }])).toThrow(RangeError);
    expect(() => csvLine([{ figure: '1e5' }])).toThrow(RangeError);
  });
});
