import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const STAMP = path.join(ROOT, 'build/.sources');
const SOURCES = ['src/**/*', 'static/**/*', 'svelte.config.js', 'vite.config.ts', 'package-lock.json'];

/** Changes when anything that goes into the build does; times of files do not matter, so a copied build stays good. */
function digest() {
  const hash = createHash('sha256');
  const files = globSync(SOURCES, { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.spec\.ts$|\.md$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(path.relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Builds into `build/`. */
export function build() {
  const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js');
  if (!existsSync(vite)) {
    console.error('The build tools are not installed: run "npm ci --include=dev", or bring a finished build/ folder.');
    process.exit(1);
  }
  const sources = digest(); // before: a file saved while building must make the next start build again
  rmSync(STAMP, { force: true });
  execFileSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: ROOT, stdio: 'inherit' });
  writeFileSync(STAMP, sources);
}

/** Builds unless `build/` was made from these very sources, or came without them. */
export function buildIfStale() {
  if (!existsSync(path.join(ROOT, 'src')) && existsSync(path.join(ROOT, 'build/handler.js'))) return;
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest()) return;
  console.log('building ...');
  build();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
