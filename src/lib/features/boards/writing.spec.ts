import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '$lib/contracts/errors';
import { keepDraft, readDraft } from './draft';
import { Writing } from './writing.svelte';

const stored = new Map<string, string>();
Object.defineProperty(globalThis, 'sessionStorage', {
  configurable: true,
  value: {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  },
});
afterAll(() => void Reflect.deleteProperty(globalThis, 'sessionStorage'));

let current = '';
let answer: Failure | null = null;
let sent: [string, string][] = [];
const open = (typed?: string): Writing =>
  new Writing({
    card: 'c',
    field: 'note',
    required: false,
    typed,
    current: () => current,
    save: (value, base) => {
      sent.push([value, base]);
      if (answer === null) current = value;
      return Promise.resolve(answer);
    },
  });

beforeEach(() => {
  stored.clear();
  [current, answer, sent] = ['old', null, []];
});

describe('a text that several may write', () => {
  it('follows others while nothing was typed', () => {
    const writing = open();
    current = 'theirs';
    writing.follow();
    expect([writing.text, writing.base, writing.theirs]).toEqual(['theirs', 'theirs', null]);
  });

  it('keeps what was typed and shows both when both changed', async () => {
    const writing = open();
    writing.text = 'mine';
    current = 'theirs';
    writing.follow();
    expect([writing.text, writing.theirs]).toEqual(['mine', 'theirs']);
    await writing.save();
    expect(sent).toEqual([]);
    await writing.keepMine();
    expect(sent).toEqual([['mine', 'theirs']]);
    expect(writing.theirs).toBeNull();
  });

  it('takes the other text when asked, and forgets the draft', () => {
    const writing = open();
    writing.text = 'mine';
    writing.keep();
    current = 'theirs';
    writing.takeTheirs();
    expect([writing.text, writing.dirty, readDraft('c', 'note')]).toEqual(['theirs', false, null]);
  });

  it('has nothing to ask when both wrote the same', () => {
    const writing = open();
    writing.text = 'same';
    current = 'same';
    writing.follow();
    expect([writing.theirs, writing.dirty]).toEqual([null, false]);
  });

  it('keeps the draft and the base when it is refused, and shows what stands there now', async () => {
    const writing = open();
    writing.text = 'mine';
    answer = { ok: false, code: 'stale' };
    const saving = writing.save();
    current = 'theirs';
    await saving;
    expect([writing.text, writing.base, writing.theirs]).toEqual(['mine', 'old', 'theirs']);
    expect(readDraft('c', 'note')).toEqual({ base: 'old', text: 'mine' });
  });

  it('comes back after a reload, with what stood there when it was begun', () => {
    keepDraft('c', 'note', { base: 'old', text: 'half a sen' });
    current = 'theirs';
    const writing = open();
    writing.recover();
    expect([writing.text, writing.recovered, writing.theirs]).toEqual(['half a sen', true, 'theirs']);
  });

  it('forgets the draft once it is saved, and does not send the same twice', async () => {
    const writing = open();
    writing.text = ' new ';
    writing.keep();
    await writing.save();
    await writing.save();
    expect(sent).toEqual([['new', 'old']]);
    expect(readDraft('c', 'note')).toBeNull();
  });

  it('survives a broken or forbidden storage', () => {
    stored.set('ronda-draft:c:note', '{');
    expect(readDraft('c', 'note')).toBeNull();
    stored.set('ronda-draft:c:note', '7');
    expect(readDraft('c', 'note')).toBeNull();
  });
});
