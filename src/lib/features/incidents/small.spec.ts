import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TRAITS, type Trait } from '$lib/contracts/ops-incidents';
import type { Figure } from './model';
import { hideSmall, LEAST } from './small';

let counter = 0;
const figure = (n: number, trait: Trait | null, more: Partial<Figure> = {}): Figure => ({
  id: String((counter += 1)),
  measure: 'detained',
  n,
  unit: 'persons',
  source: 'Observatorio de ejemplo',
  url: '',
  fromDay: '2026-03-01',
  toDay: '2026-03-01',
  rule: '',
  trait,
  ...more,
});
const told = (...figures: Figure[]): (number | null)[] =>
  hideSmall([{ figures }]).flatMap((one) => one.figures.map(({ n }) => n));
const year = { fromDay: '2026-01-01', toDay: '2026-12-31' };

describe('small numbers of a sensitive trait', () => {
  it('are not told; totals of everybody are', () => {
    expect(told(figure(3, null), figure(4, 'press'), figure(5, 'migrants'))).toEqual([3, null, 5]);
  });

  it('do not follow from a total and the other parts', () => {
    // Fourteen less ten women is four men.
    expect(told(figure(14, null), figure(10, 'women'), figure(4, 'men'))).toEqual([14, null, null]);
    // Nobody wrote down the one who is left, but thirteen less twelve says it.
    expect(told(figure(13, null), figure(12, 'migrants'))).toEqual([13, null]);
    expect(told(figure(40, null), figure(12, 'women'), figure(3, 'other_gender'), figure(25, 'men'))).toEqual([
      40,
      null,
      null,
      25,
    ]);
  });

  it('are told where nothing follows', () => {
    expect(told(figure(40, null), figure(12, 'press'), figure(9, 'migrants'))).toEqual([40, 12, 9]);
    expect(told(figure(22, null), figure(12, 'women'), figure(10, 'men'))).toEqual([22, 12, 10]);
  });

  it('do not follow from a longer period less a shorter one', () => {
    const answers = hideSmall([
      { figures: [figure(30, 'press', year)] },
      { figures: [figure(28, 'press')] },
      { figures: [figure(28, 'press', { source: 'Otra (ejemplo)' })] },
    ]);
    expect(answers.map(({ figures }) => figures[0]?.n)).toEqual([30, null, 28]);
  });

  it('do not follow from a longer period less all that happened in it', () => {
    const on = (day: string) => ({ fromDay: day, toDay: day });
    const answers = hideSmall([
      { figures: [figure(23, 'minors', year)] },
      { figures: [figure(11, 'minors', on('2026-02-01'))] },
      { figures: [figure(10, 'minors', on('2026-03-01'))] },
    ]);
    expect(answers.map(({ figures }) => figures[0]?.n)).toEqual([23, 11, null]);
  });

  it('never stand open, whatever was counted', () => {
    const cells = fc.array(fc.record({ trait: fc.constantFrom(...TRAITS), n: fc.nat(20) }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.nat(60), cells, (total, parts) => {
        const [answer] = hideSmall([
          { figures: [figure(total, null), ...parts.map(({ trait, n }) => figure(n, trait))] },
        ]);
        const shown = (answer?.figures ?? []).filter(({ trait, n }) => trait !== null && n !== null);
        for (const { n } of shown) {
          expect(n).toBeGreaterThanOrEqual(LEAST);
        }
        // What stands alone must leave none or enough of the total.
        for (const { n, trait } of shown) {
          if (trait !== 'press' || shown.filter((one) => one.trait === 'press').length > 1) continue;
          const rest = total - (n ?? 0);
          expect(rest <= 0 || rest >= LEAST).toBe(true);
        }
      }),
    );
  });
});
