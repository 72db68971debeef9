import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { databaseTypes } from '../run/database-types.js';
import { createWorld, type World } from '../support/world';

const FILE = fileURLToPath(new URL('../../src/lib/contracts/database.types.ts', import.meta.url));

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

it('are those of the migrations (npm run types writes them anew)', async () => {
  const types = await format(await databaseTypes(world.sql), {
    ...(await resolveConfig(FILE)),
    parser: 'typescript',
  });
  await expect(types).toMatchFileSnapshot(FILE);
});
