import { describe, expect, it } from 'vitest';
import { sectionHref, sectionOf, sectionsFor } from './nav';

describe('sections of the desk', () => {
  it('shows each role only what it may open', () => {
    expect(sectionsFor(['observer'])).toEqual([
      'today',
      'signatures',
      'fund',
      'people',
      'cases',
      'hearings',
      'deadlines',
      'incidents',
      'notices',
      'boards',
      'team',
    ]);
    expect(sectionsFor(['coordinator'])).toEqual([
      'today',
      'boards',
      'people',
      'hearings',
      'signatures',
      'fund',
      'cases',
      'deadlines',
      'incidents',
      'notices',
      'team',
    ]);
    expect(sectionsFor(['legal'])).toEqual([
      'today',
      'deadlines',
      'people',
      'hearings',
      'cases',
      'boards',
      'signatures',
      'fund',
      'incidents',
      'documents',
      'notices',
      'team',
    ]);
    expect(sectionsFor(['treasurer'])).toEqual([
      'today',
      'fund',
      'boards',
      'signatures',
      'people',
      'cases',
      'hearings',
      'deadlines',
      'incidents',
      'notices',
      'team',
    ]);
    expect(sectionsFor(['owner'])).toContain('journal');
    expect(sectionsFor(['organizer'])).not.toContain('journal');
    expect(sectionsFor(['legal', 'organizer'])).toContain('signatures');
    expect(sectionsFor([])).toEqual([]);
  });

  it('knows the section of an address', () => {
    expect(sectionOf('/desk/argentina')).toBe('today');
    expect(sectionOf('/desk/argentina/boards/42')).toBe('boards');
    expect(sectionHref('argentina', 'today', [])).toBe('/desk/argentina');
    expect(sectionHref('argentina', 'fund', [])).toBe('/desk/argentina/fund');
    expect(sectionHref('argentina', 'fund', ['legal'])).toBe('/desk/argentina/fund/spending');
    expect(sectionHref('argentina', 'fund', ['observer'])).toBe('/desk/argentina/fund');
    expect(sectionHref('argentina', 'signatures', ['observer'])).toBe('/desk/argentina/signatures/charts');
    expect(sectionHref('argentina', 'signatures', ['organizer'])).toBe('/desk/argentina/signatures');
  });
});
