import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '$lib/contracts/journal';
import { feedLines, mergeEntries, signatureLines, sinceLeft, tellOnce } from './feed';

const entry = (seq: number, more: Partial<JournalEntry> = {}): JournalEntry => ({
  stream: 'campaign:c:team',
  seq,
  at: `2026-04-20T10:00:${String(seq).padStart(2, '0')}.000Z`,
  actor: 'ana',
  opId: null,
  entity: 'people',
  entityId: 'p',
  verb: 'insert',
  patch: {},
  ...more,
});

describe('what changed', () => {
  it('takes an entry that came with the page and again by the line once', () => {
    expect(mergeEntries([entry(1), entry(2)], [entry(2), entry(3)]).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('tells one operation once', () => {
    const op = { opId: 'o' };
    const told = tellOnce([
      entry(1, op),
      entry(2, { ...op, entity: 'custody_statuses' }),
      entry(3, { opId: 'other', entity: 'custody_statuses' }),
      entry(4, { entity: 'cases' }),
      entry(5, { opId: 'b', entity: 'boards' }),
      entry(1, { opId: 'b', entity: 'boards', stream: 'board:p' }),
    ]);
    expect(told.map(({ seq }) => seq)).toEqual([1, 3, 4, 5]);
  });

  it('tells what was written down, not where somebody stands because of it', () => {
    const op = { opId: 'o', entityId: 'p' };
    const told = tellOnce([
      entry(1, { ...op, verb: 'update', patch: { status: 'bail', held_since: null } }),
      entry(1, { ...op, entity: 'custody_statuses', stream: 'campaign:c:dates' }),
      entry(2, { opId: 'n', verb: 'update', patch: { pseudonym: 'Tala' } }),
    ]);
    expect(told.map(({ entity, stream, seq }) => `${entity} ${stream} ${seq}`)).toEqual([
      'custody_statuses campaign:c:dates 1',
      'people campaign:c:team 2',
    ]);
  });

  it('makes one line of the signatures of an hour, at the time of the newest', () => {
    const lines = signatureLines({
      at: '2026-04-20T10:30:00.000Z',
      byHour: [
        { hour: '2026-04-20T08:00:00Z', n: 5 },
        { hour: '2026-04-20T10:00:00Z', n: 2 },
      ],
      latest: [
        { at: '2026-04-20T10:20:05.123456+00:00', country: 'AR', source: '' },
        { at: '2026-04-20T10:01:00+00:00', country: 'ES', source: '' },
      ],
    });
    expect(lines.map(({ at }) => at)).toEqual(['2026-04-20T08:59:59.999Z', '2026-04-20T10:20:05.123Z']);
    expect(lines[1]).toMatchObject({ n: 2, countries: ['AR', 'ES'] });
  });

  it('is in order of time whatever the source, and cut at the end', () => {
    const frame = {
      at: '2026-04-20T10:00:05.000Z',
      byHour: [{ hour: '2026-04-20T10:00:00Z', n: 1 }],
      latest: [{ at: '2026-04-20T10:00:01.500Z', country: 'AR', source: '' }],
    };
    const lines = feedLines([entry(1), entry(2)], frame, 2);
    expect(lines.map(({ kind }) => kind)).toEqual(['entry', 'signatures']);
  });

  it('counts what others did since the last visit; one’s own work is no news', () => {
    const lines = feedLines([entry(1), entry(2, { actor: 'me' }), entry(3)], null, 9);
    expect(sinceLeft(lines, '2026-04-20T10:00:01.000Z', 'me')).toEqual({ upTo: 2, news: 1 });
    expect(sinceLeft(lines, null, 'me')).toBeNull();
    expect(sinceLeft(lines, '2026-04-21T00:00:00.000Z', 'me')).toEqual({ upTo: 0, news: 0 });
  });
});
