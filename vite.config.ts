import { sveltekit } from '@sveltejs/kit/vite';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { realtimeDev } from './src/entry/vite-realtime.ts';

/**
 * Specs of one folder that need a database. They share one server per run, started before the first file and stopped
 * after the last, whichever of these projects run together.
 */
const withDatabase = (name: string) => ({
  extends: true as const,
  test: {
    name,
    include: [`tests/${name}/**/*.spec.ts`],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

export default defineConfig({
  plugins: [sveltekit(), realtimeDev()],
  // Its main file exports otherwise than its module, which is the one that browsers get: so the server is built with that too.
  ssr: { noExternal: ['rrule'] },
  // The script of public pages is bundled by itself (`?worker&url`): they ship no components, so Kit has no entry for them.
  worker: { format: 'es', plugins: () => [svelte()] },
  test: {
    expect: { requireAssertions: true },
    // Two cores is what a reviewer may have; the default there is one worker, and specs mostly wait for the database.
    maxWorkers: 2,
    // Files share what they import, which to load anew for each costs as much as the tests. So no spec may leave behind what
    // another would find in a module or in the environment: what it changes there it puts back.
    isolate: false,
    // A loaded machine is no fault of the program; nothing here asserts a time.
    testTimeout: 60_000,
    environment: 'node',
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.spec.ts'] } },
      { extends: true, test: { name: 'arch', include: ['tests/architecture/**/*.spec.ts'] } },
      ...['db', 'backend', 'live', 'petition', 'team', 'desk', 'boards'].map(withDatabase),
      { extends: true as const, test: { ...withDatabase('crash').test, fileParallelism: false } },
    ],
  },
});
