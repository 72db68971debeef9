/** `npm run -s bench -- <name>`: runs tests/bench/<name>.ts, which default-exports `() => Promise<object>`, and prints its figures as one JSON line. */
import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { requireNode } from './node-version.js';

requireNode();
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const [name = ''] = process.argv.slice(2);
const file = path.join(ROOT, 'tests/bench', `${name}.ts`);
if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
  const known = globSync('tests/bench/*.ts', { cwd: ROOT }).map((found) => path.basename(found, '.ts'));
  console.error(`npm run -s bench -- <name>, one of: ${known.sort().join(', ')}`);
  process.exit(1);
}
// The line is for scripts: what the program says meanwhile goes to the other channel.
console.log = console.error;
/** A room's index names its screens as well; a bench times what is behind them. */
const withoutScreens = {
  name: 'without-screens',
  enforce: /** @type {const} */ ('pre'),
  load: (/** @type {string} */ id) => (id.endsWith('.svelte') ? 'export default null;' : null),
};
// Stays open to the end: what is measured may load more of the program while it runs.
const vite = await createServer({
  configFile: false,
  root: ROOT,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, watch: null, ws: false },
  optimizeDeps: { noDiscovery: true },
  plugins: [withoutScreens],
  ssr: { noExternal: ['rrule'] },
  resolve: { alias: { $lib: path.join(ROOT, 'src/lib'), $tests: path.join(ROOT, 'tests') } },
});
const module = await vite.ssrLoadModule(file);
const figures = await /** @type {{ default: () => Promise<object> }} */ (module).default();
process.stdout.write(`${JSON.stringify({ bench: name, ...figures })}\n`, () => process.exit(0));
