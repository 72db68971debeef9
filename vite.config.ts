import { sveltekit } from '@sveltejs/kit/vite';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { realtimeDev } from './src/entry/vite-realtime.ts';

/** Specs that need a database share one server per run, started before the first file and stopped after the last. */
const withDatabase = { globalSetup: ['tests/support/global-setup.ts'], testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  plugins: [sveltekit(), realtimeDev()],
  // The script of public pages is bundled by itself (`?worker&url`): they ship no components, so Kit has no entry for them.
  worker: { format: 'es', plugins: () => [svelte()] },
  test: {
    expect: { requireAssertions: true },
    environment: 'node',
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.spec.ts'] } },
      { extends: true, test: { name: 'arch', include: ['tests/architecture/**/*.spec.ts'] } },
      { extends: true, test: { name: 'db', include: ['tests/db/**/*.spec.ts'], ...withDatabase } },
      { extends: true, test: { name: 'backend', include: ['tests/backend/**/*.spec.ts'], ...withDatabase } },
      {
        extends: true,
        test: { name: 'crash', include: ['tests/crash/**/*.spec.ts'], fileParallelism: false, ...withDatabase },
      },
      { extends: true, test: { name: 'petition', include: ['tests/petition/**/*.spec.ts'], ...withDatabase } },
      { extends: true, test: { name: 'live', include: ['tests/live/**/*.spec.ts'], ...withDatabase } },
    ],
  },
});
