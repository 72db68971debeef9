/** `npm start` and, with `--demo`, `npm run demo`: builds when needed, then becomes the program (one process, so signals reach it). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { requireNode } from './node-version.js';

requireNode();
const { buildIfStale } = await import('./build.js');
buildIfStale();

if (process.argv.includes('--demo')) {
  process.env['RONDA_DEMO'] = '1';
  if (!process.env['DATA_DIR']) {
    const dir = mkdtempSync(path.join(tmpdir(), 'ronda-demo-'));
    process.env['DATA_DIR'] = dir;
    // The entry exits only after its database has stopped, so nothing writes here any more.
    process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
  }
}
process.env['NODE_ENV'] ??= 'production';
await import('../../src/entry/node.js');
