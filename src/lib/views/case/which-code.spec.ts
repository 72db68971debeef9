import { describe, expect, it } from 'vitest';
import { courtChoices, proposedFor, whichCode } from './which-code';

const asked = (courts: string, day: string) => {
  const answer = whichCode(courts, day);
  return answer && [answer.certain, answer.doubt, answer.choices.map(({ ruleset }) => ruleset.id)];
};

describe('which code governs', () => {
  it.each([
    // A case keeps the code it began under.
    ['federal-rosario', '2024-05-05', true, null, ['AR-CPPN']],
    ['federal-rosario', '2024-05-06', true, null, ['AR-CPPF']],
    ['federal-salta', '2019-06-10', true, null, ['AR-CPPF']],
    ['federal-corrientes', '2025-12-01', true, null, ['AR-CPPF']],
    ['federal-cordoba', '2026-06-14', true, null, ['AR-CPPN']],
    // Nobody here knows whether it began: both are offered.
    ['federal-caba', '2026-04-19', true, null, ['AR-CPPN']],
    ['federal-caba', '2026-04-20', false, 'start_unconfirmed', ['AR-CPPN', 'AR-CPPF']],
    ['federal-la-plata', '2026-11-29', true, null, ['AR-CPPN']],
    ['federal-la-plata', '2026-11-30', false, 'start_unconfirmed', ['AR-CPPN', 'AR-CPPF']],
    ['federal-mdp', '2025-03-31', true, null, ['AR-CPPN']],
    ['federal-mdp', '2025-04-20', false, 'day_unknown', ['AR-CPPN', 'AR-CPPF']],
    ['federal-mdp', '2025-05-01', true, null, ['AR-CPPF']],
    ['federal-elsewhere', '2025-05-01', false, 'court_unlisted', ['AR-CPPN', 'AR-CPPF']],
    ['nacional-caba', '2026-05-01', true, null, ['AR-CPPN']],
  ] as const)('%s on %s', (courts, day, certain, doubt, codes) => {
    expect(asked(courts, day)).toEqual([certain, doubt, codes]);
  });

  it('is told for each court of its table, by its own law, and for no other', () => {
    for (const { value } of courtChoices('es')) expect(asked(value, '2026-01-15'), value).not.toBeNull();
    expect(asked('pba', '2026-01-15')?.[0]).toBe(true);
    expect(asked('caba', '2026-01-15')?.[0]).toBe(true);
    expect(whichCode('moon', '2026-01-15')).toBeNull();
  });

  it('keeps its source beside what was chosen, and knows no other codes', () => {
    expect(proposedFor('AR-CPPF', 'federal-caba', '2026-05-01')).toMatch(
      /^\? AR-CPPN · Res\. 1034\/2025.*C \| AR-CPPF/,
    );
    expect(proposedFor('AR-CPPN', 'federal-caba', '2026-01-01')).toMatch(/^AR-CPPN · Ley 23\.984/);
    expect(proposedFor('AR-CPPN', '', '2026-01-01')).toBe('');
    expect(proposedFor('XX-NONE', 'federal-caba', '2026-01-01')).toBeNull();
  });
});
