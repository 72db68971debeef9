import { readFileSync } from 'node:fs';

/** Stops with words when this Node is older than `engines.node` of package.json. Uses nothing that an old Node lacks. */
export function requireNode() {
  const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const wanted = /(\d+)\.(\d+)/.exec(engines.node);
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (wanted && (major < Number(wanted[1]) || (major === Number(wanted[1]) && minor < Number(wanted[2])))) {
    console.error(
      `Ronda needs Node ${engines.node}; this is ${process.versions.node}.\n` +
        'On Linux and Windows (64 bit) "npm ci" brings the right one for all npm scripts; elsewhere install it from nodejs.org.',
    );
    process.exit(1);
  }
}
