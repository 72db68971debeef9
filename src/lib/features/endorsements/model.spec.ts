import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Row } from '$lib/contracts/journal';
import { readEndorsements, sameNames, viewOf } from './model';
import { endorseSchema } from './schema';

const row = (id: string, more: Row = {}): Row => ({
  id,
  name: `Organisation ${id}`,
  state: 'confirmed',
  created_at: `2026-01-0${id}T00:00:00Z`,
  ...more,
});

describe('organisations on the desk', () => {
  it('stand in the order of the public list when public, else the newest first', () => {
    const rows = [row('1'), row('2', { place: 2 }), row('3', { place: 1 }), row('4')];
    expect(readEndorsements(rows).map(({ id }) => id)).toEqual(['3', '2', '4', '1']);
  });

  it('are found where they stand', () => {
    const [removed, withdrawn, asked] = readEndorsements([
      row('3', { removed_at: '2026-01-01T00:00:00Z' }),
      row('2', { state: 'withdrawn' }),
      row('1', { state: 'asked' }),
    ]).map(viewOf);
    expect([removed, withdrawn, asked]).toEqual(['other', 'other', 'asked']);
  });

  it('that share a name are pointed at, however it is written', () => {
    const rows = [row('1', { name: 'C.G.T.  Regional' }), row('2', { name: 'c g t regionál' }), row('3')];
    expect(sameNames(readEndorsements(rows))).toEqual(new Set(['1', '2']));
  });
});

describe('a web address', () => {
  const read = (website: string) => v.safeParse(endorseSchema.entries.website, website);
  it.each([
    ['', null],
    ['www.ejemplo.org', 'https://www.ejemplo.org/'],
    ['http://ejemplo.org/a?b=c', 'http://ejemplo.org/a?b=c'],
    ['españa.example', 'https://xn--espaa-rta.example/'],
  ])('%j is %j', (typed, kept) => {
    expect(read(typed).output).toBe(kept);
  });
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'localhost',
    'https://user:pass@x.org',
    'a b.org',
    'ftp://x.org',
  ])('is not %s', (typed) => {
    expect(read(typed).success).toBe(false);
  });
});
