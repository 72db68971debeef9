/**
 * `npm run -s deadlines < cases.json`: computes every case of the file again and prints the file with the dates in it. What is
 * refused is told with its place on the other channel, the others are computed all the same, and the exit code is 1.
 */
import { text } from 'node:stream/consumers';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { requireNode } from './node-version.js';

/** @typedef {typeof import('../../src/lib/features/deadlines/command.ts')} Command */

requireNode();
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
if (process.stdin.isTTY) {
  console.error(
    'npm run -s deadlines < cases.json   (for example src/lib/features/deadlines/examples/ar-fed-caba.json)',
  );
  process.exit(1);
}
const { module } = await runnerImport(path.join(ROOT, 'src/lib/features/deadlines/command.ts'), {
  root: ROOT,
  // Nothing but the engine is needed, so the plugins of the application stay away.
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { $lib: path.join(ROOT, 'src/lib') } },
});
const { printed, told, ok } = /** @type {Command} */ (module).deadlinesCommand(await text(process.stdin));
for (const line of told) console.error(line);
process.stdout.write(printed, () => process.exit(ok ? 0 : 1));
