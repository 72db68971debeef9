import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breaches, type Breach } from './cruise';
import { BROKEN, SOUND } from './fixtures';
import { RULES } from './rules';

const ROOT = path.resolve(import.meta.dirname, '../..');

describe('the house', () => {
  it('keeps its import rules', async () => {
    const found = await breaches(ROOT);
    expect(found.files).toBeGreaterThan(5);
    expect(found.breaches.map(({ rule, from, to, comment }) => `${from} -> ${to} (${rule}): ${comment}`)).toEqual([]);
  }, 120_000);
});

describe('each import rule bites', () => {
  let root = '';
  let found: Breach[] = [];

  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'ronda-house-'));
    const files = Object.assign({}, SOUND, ...Object.values(BROKEN)) as { [file: string]: string };
    for (const [file, source] of Object.entries(files)) {
      const target = path.join(root, file);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, source);
    }
    found = (await breaches(root)).breaches;
  }, 60_000);
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('has a broken example for every rule', () => {
    expect(Object.keys(BROKEN).sort()).toEqual(RULES.map(({ name }) => name).sort());
  });

  it.each(Object.entries(BROKEN))('%s', (rule, files) => {
    const reported = found.filter(({ from }) => from in files);
    expect(reported.map((breach) => breach.rule)).toContain(rule);
    expect(new Set(reported.map((breach) => breach.rule))).toEqual(new Set([rule]));
  });

  it('lets sound imports pass', () => {
    expect(found.filter(({ from }) => from in SOUND)).toEqual([]);
  });
});
