import { describe, expect, it } from 'vitest';
import type { Row } from '$lib/contracts/journal';
import { NO_DETAILS, packDetails, unpackDetails } from './details';
import { habeasParts, missingParts } from './habeas';
import { arrestsNow, openActs } from './model';
import { freePseudonym } from './pseudonyms';

const arrest = (id: string, at: string): Row => ({
  id,
  person_id: `p-${id}`,
  at,
  tz: 'UTC',
  ruleset: 'AR-CPPN',
  force: 'pfa',
  place: '',
  has_details: true,
});
const act = (id: string, of: string, kind: string, at: string, undone: string | null = null): Row => ({
  id,
  arrest_id: of,
  kind,
  at,
  undone_at: undone,
});

describe('arrests', () => {
  it('stand with those still held first, the longest held before the rest, whatever offset their hours are in', () => {
    const rows = [
      arrest('new', '2026-01-02T10:00:00Z'),
      arrest('old', '2026-01-02T06:30:00-03:00'),
      arrest('free', '2026-01-01T00:00:00Z'),
      arrest('freed', '2026-01-01T09:00:00Z'),
    ];
    const acts = [
      act('1', 'free', 'released', '2026-01-01T05:00:00Z'),
      act('2', 'freed', 'released', '2026-01-01T12:00:00Z'),
      act('3', 'new', 'released', '2026-01-02T11:00:00Z', '2026-01-02T11:05:00Z'),
    ];
    const now = arrestsNow(rows, acts);
    expect(now.map(({ id }) => id)).toEqual(['old', 'new', 'freed', 'free']);
    expect(now[1]?.acts).toEqual([]);
  });

  it('take each act once, and none after a release', () => {
    const [one] = arrestsNow([arrest('a', '2026-01-01T00:00:00Z')], [act('1', 'a', 'heard', '2026-01-01T02:00:00Z')]);
    expect(openActs(one ?? { acts: [] })).toEqual(['presented', 'extended', 'formalised', 'habeas_filed', 'released']);
    const [free] = arrestsNow(
      [arrest('a', '2026-01-01T00:00:00Z')],
      [act('1', 'a', 'released', '2026-01-01T02:00:00Z')],
    );
    expect(openActs(free ?? { acts: [] })).toEqual([]);
  });
});

describe('what is sealed', () => {
  it('comes back as it was said, and is nothing when nothing was', () => {
    const said = { ...NO_DETAILS, name: 'Ñ "x"', needs: 'insulina\n8 h' };
    expect(unpackDetails(packDetails(said) ?? '')).toEqual(said);
    expect(packDetails(NO_DETAILS)).toBeNull();
    expect(unpackDetails('{"name":"A","later":1}')).toEqual({ ...NO_DETAILS, name: 'A' });
  });

  it('makes a draft that says what is missing', () => {
    const facts = { when: 'viernes 13, 21:30', place: '', force: '', details: { ...NO_DETAILS, injuries: 'golpes' } };
    const parts = habeasParts(facts);
    expect(parts.circumstances).toBe('golpes');
    expect(missingParts(parts)).toEqual(['who', 'where', 'force', 'reporter']);
  });
});

it('gives a pseudonym nobody has, while there is one', () => {
  const first = freePseudonym([], () => 0);
  expect(freePseudonym([first], () => 0)).not.toBe(first);
  const all: string[] = [];
  for (let n = 0; n < 100; n += 1) all.push(freePseudonym(all, () => 0.999));
  expect(new Set(all).size).toBeGreaterThan(20);
});
