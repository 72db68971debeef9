import { describe, expect, it } from 'vitest';
import { changedLines, editValues, metLines, readWas, type EditValues } from './edits';
import { caseFilter, filterQuery } from './filter';
import { missingOf } from './missing';
import type { CaseLine } from './model';

const one: CaseLine = {
  id: 'a',
  code: 'CFP 1/26',
  court: '',
  parent: null,
  parentCode: null,
  incident: null,
  numbers: [],
  jurisdiction: '',
  forum: '',
  judge: '',
  clerk: '',
  prosecutor: '',
  stage: null,
  startedOn: null,
  ruleset: null,
  secrecyUntil: null,
  hasCaption: false,
  hasNotes: false,
  closedAt: null,
  outcome: '',
  version: 1,
  compartment: null,
  people: 0,
  dueOn: null,
  hearing: null,
};

describe('two people at one case', () => {
  const was = editValues(one);
  const typed: EditValues = { ...was, judge: 'Mine', court: 'Federal 7' };

  it('meet where both changed the same line to something else', () => {
    expect(changedLines(typed, was)).toEqual(['court', 'judge']);
    expect(metLines(typed, was, { ...was, judge: 'Theirs', stage: 'trial' })).toEqual(['judge']);
    expect(metLines(typed, was, { ...was, judge: 'Mine' })).toEqual([]);
  });

  it.each(['', 'no json', '7', 'null', '[]'])(
    'take all that was typed as a change when nothing is known: %s',
    (shown) => {
      const now = { ...was, judge: 'Theirs' };
      expect(metLines(typed, readWas(shown, now), now)).toEqual([]);
      expect(changedLines(typed, readWas(shown, now))).toEqual(['court', 'judge']);
    },
  );
});

describe('what is missing of a case', () => {
  it('is nearly all when a hearing opened it, and nothing when it is complete', () => {
    expect(missingOf(one)).toHaveLength(11);
    const complete = {
      ...one,
      numbers: ['1'],
      court: 'x',
      jurisdiction: 'pba',
      forum: 'x',
      judge: 'x',
      prosecutor: 'x',
      stage: 'trial' as const,
      startedOn: '2026-01-01',
      ruleset: 'AR-PBA',
      hasCaption: true,
      people: 1,
    };
    expect(missingOf(complete)).toEqual([]);
    expect(missingOf({ ...complete, people: 0, stage: null, incident: 'appeal' })).toEqual([]);
  });
});

describe('the address of a list', () => {
  it('keeps what it knows and leaves the rest', () => {
    const filter = caseFilter(new URLSearchParams('q=+abc+&stage=plea&state=open&jurisdiction=PBA&mine=2&x=1'));
    expect(filter).toEqual({ q: 'abc' });
    const all = caseFilter(new URLSearchParams('q=a%26b&stage=none&state=all&jurisdiction=pba&mine=1'));
    expect(caseFilter(new URLSearchParams(filterQuery(all)))).toEqual(all);
    expect(filterQuery({}, { code: 'A/1', id: 'x' })).toBe('?after=A%2F1&id=x');
  });
});
