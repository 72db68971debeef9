import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of a browser of the system, or undefined when Playwright's own is to be used. `CHROMIUM_PATH` goes first. */
export function systemBrowser() {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen && !existsSync(chosen)) throw new Error(`CHROMIUM_PATH: there is no ${chosen}`);
  return chosen ?? SYSTEM.find((file) => existsSync(file));
}

/** Ubuntu's `chromium` package is a door to a snap, which a container cannot open. */
function hasDebianPackage() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID=debian$/m.test(release);
}

/** @param {string} command @param {string[]} args */
function run(command, ...args) {
  console.log(`$ ${command} ${args.join(' ')}`);
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Finds a Chromium, installs one when there is none, and returns its path. */
export function ensureBrowser() {
  const found = systemBrowser() ?? (existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined);
  if (found) return found;
  const root = process.getuid?.() === 0;
  if (root && hasDebianPackage()) {
    run('apt-get', 'update', '-q');
    run('apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium');
    return systemBrowser() ?? chromium.executablePath();
  }
  const cli = path.join(
    path.dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')),
    'cli.js',
  );
  run(process.execPath, cli, 'install', ...(root ? ['--with-deps'] : []), 'chromium');
  return chromium.executablePath();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(`browser: ${ensureBrowser()}`);
