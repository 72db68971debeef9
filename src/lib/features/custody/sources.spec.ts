import { expect, it } from 'vitest';
import { standingOf, type Citation, type Source } from './sources';

const source = (id: string, more: Partial<Source> = {}): Source => ({
  id,
  connection: 'witness',
  kind: 'testimony',
  reliability: 'reliable',
  hearsay: 'direct',
  receivedOn: '2026-01-01',
  language: '',
  hasWords: false,
  undone: false,
  ...more,
});
const cite = (of: string, stance: Citation['stance'] = 'supports', undone = false): Citation => ({
  id: `c-${of}`,
  source: of,
  entity: 'place_stays',
  row: 'r',
  field: '',
  stance,
  undone,
});
const second = { hearsay: 'second' } as const;

it.each<[string, Source[], Citation[], string]>([
  ['nothing', [source('a')], [], 'none'],
  ['what was taken back', [source('a')], [cite('a', 'supports', true)], 'none'],
  ['a source that was taken back', [source('a', { undone: true })], [cite('a')], 'none'],
  ['a reliable one who was there', [source('a')], [cite('a')], 'confirmed'],
  ['one from second hand', [source('a', second)], [cite('a')], 'unconfirmed'],
  ['two from second hand', [source('a', second), source('b', second)], [cite('a'), cite('b')], 'confirmed'],
  ['one of whom nothing is known', [source('a', { reliability: 'unknown' })], [cite('a')], 'unconfirmed'],
  ['one who is not reliable', [source('a', { reliability: 'not_reliable' })], [cite('a')], 'unconfirmed'],
  ['one against another', [source('a'), source('b')], [cite('a'), cite('b', 'contradicts')], 'disputed'],
  [
    'one who is not reliable against another',
    [source('a'), source('b', { reliability: 'not_reliable' })],
    [cite('a'), cite('b', 'contradicts')],
    'confirmed',
  ],
])('on the word of %s', (_what, sources, citations, standing) => {
  expect(standingOf(citations, sources)).toBe(standing);
});
