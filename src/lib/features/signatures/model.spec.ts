import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialsOf, nameKeyText, publicName, townKeyText } from './model';

describe('initialsOf', () => {
  it.each([
    ['María José Pérez', 'M. J. P.'],
    ['juan pérez', 'J. P.'],
    ['Juan de la Cruz', 'J. C.'],
    ['de la Cruz', 'D. C.'],
    ['Ana-María Ñandú', 'A. M. Ñ.'],
    ['A\u0301lvaro Sosa', 'Á. S.'],
    ['王小明', '王.'],
    ['"Chiquito" Belliboni', 'C. B.'],
    ['Ελένη Παπαδοπούλου', 'Ε. Π.'],
  ])('%s is %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  it('shows at most one sign of each word, and never throws', () => {
    const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
        const shown = initialsOf(name).split(' ').filter(Boolean);
        expect(shown.length).toBeLessThanOrEqual(6);
        // A capital of one sign can be written with several letters: ß is SS.
        for (const one of shown) expect([...segmenter.segment(one.slice(0, -1))].length).toBeLessThanOrEqual(3);
      }),
      { numRuns: 2_000 },
    );
  }, 60_000);
});

describe('publicName', () => {
  it('shows what was chosen and no more', () => {
    expect(publicName('Ana Pérez', 'full')).toBe('Ana Pérez');
    expect(publicName('Ana Pérez', 'initials')).toBe('A. P.');
    expect(publicName('Ana Pérez', 'private')).toBeNull();
  });
});

describe('nameKeyText', () => {
  it('makes spellings of one name equal', () => {
    expect(nameKeyText('  ANA  PÉREZ-Sosa ')).toBe(nameKeyText('ana perez sosa'));
    expect(nameKeyText('Ana')).not.toBe(nameKeyText('Eva'));
  });
});

describe('townKeyText', () => {
  it('makes spellings of one place equal', () => {
    expect(townKeyText(' c 1425-ABC')).toBe(townKeyText('C1425abc'));
    expect(townKeyText('San Martín')).toBe(townKeyText('SAN MARTIN'));
    expect(townKeyText('Junín')).not.toBe(townKeyText('Pehuajó'));
    expect(townKeyText(' - ')).toBe('');
  });
});
