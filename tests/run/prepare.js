/** After `npm ci`: makes the types that Kit derives from the routes. A machine that only runs a finished build has no Kit. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { requireNode } from './node-version.js';

const kit = fileURLToPath(new URL('../../node_modules/@sveltejs/kit/svelte-kit.js', import.meta.url));
if (existsSync(kit)) {
  requireNode();
  execFileSync(process.execPath, [kit, 'sync'], { stdio: 'inherit' });
}
