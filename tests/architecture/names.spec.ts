import { glob } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AREAS } from './rules';

const ROOT = path.resolve(import.meta.dirname, '../..');
const ROOMS = ['contracts', 'kernel', 'messages', 'ui', 'live', 'server', 'features', 'views', 'demo'];

async function files(...patterns: string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob(patterns, { cwd: ROOT })) found.push(file.split(path.sep).join('/'));
  return found.sort();
}

describe('names', () => {
  it('has no drawers: a file is called after the one thing it does', async () => {
    const drawer = /(^|\/)(utils?|helpers?|common|misc|stuff)(\/|\.(ts|js|svelte|server\.ts|svelte\.ts)$)/;
    expect((await files('src/**/*', 'tests/**/*')).filter((file) => drawer.test(file))).toEqual([]);
  });

  it('marks what is for the server alone, so that the build refuses it in a browser', async () => {
    const unmarked = (await files('src/lib/server/**/*.ts')).filter((file) => !/\.(server|spec|d)\.ts$/.test(file));
    expect(unmarked).toEqual([]);
  });

  it('has only the rooms of the map', async () => {
    const rooms = (await files('src/lib/**/*')).map((file) => file.split('/')[2]).filter((name) => name !== undefined);
    expect(rooms.filter((name) => !ROOMS.includes(name))).toEqual([]);
  });

  it('has only the areas that the import rules know', async () => {
    const areas = (await files('src/lib/features/**/*'))
      .map((file) => file.split('/')[3])
      .filter((name) => name !== undefined);
    expect(areas.filter((name) => !AREAS.includes(name))).toEqual([]);
  });
});
