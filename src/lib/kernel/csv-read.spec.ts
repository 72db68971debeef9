import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from './csv';
import { guessSeparator, readCsv } from './csv-read';

describe('reading CSV', () => {
  it('tells each row with the line it begins on', () => {
    expect(readCsv('a,b\r\n\r\n"x\ny",2\n3,"4 ""q"""', ',')).toEqual({
      rows: [
        { at: 1, cells: ['a', 'b'] },
        { at: 3, cells: ['x\ny', '2'] },
        { at: 5, cells: ['3', '4 "q"'] },
      ],
    });
  });
  it('says where a quote was opened and never closed', () => {
    expect(readCsv('a\n"b\nc', ',')).toEqual({ openAt: 2 });
  });
  it('understands what we write', () => {
    const cell = fc
      .string({ unit: 'grapheme' })
      .map((text) => text.trim())
      .filter((text) => text !== '' && !/^\s*['=+\-@＝＋－＠]|^[\uFEFF]/u.test(text));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
        expect(readCsv(csvLine(cells), ',')).toMatchObject({ rows: [{ at: 1, cells }] });
      }),
    );
  });
  it.each([
    ['a;b;c\n1,5;2;3', ';'],
    ['a\tb', '\t'],
    ['a,b', ','],
    ['"a;b",c', ','],
  ])('%j is parted by %j', (text, sign) => expect(guessSeparator(text)).toBe(sign));
});
