/**
 * `npm test`: all that a reviewer needs, cheapest first, stopping at the first failure.
 * `npm test -- unit e2e` runs these sections only. The last line is `N passed, N failed`: every test of every runner, and each check as one.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireNode } from './node-version.js';

requireNode();
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const REPORTS = mkdtempSync(path.join(tmpdir(), 'ronda-test-'));

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */
/** @typedef {{ name: string, what: string, command: string[], report?: { file: string, env?: string, read: (report: string) => Count } }} Section */

/** @param {string} name @param {string} [bin] */
function tool(name, bin = name) {
  const dir = path.join(ROOT, 'node_modules', name);
  const { bin: bins } = JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8'));
  return path.join(dir, typeof bins === 'string' ? bins : bins[bin]);
}

/** @param {string} name @param {string} what @param {string[]} [projects] run together, so that they share one database server @returns {Section} */
function vitest(name, what, projects = [name]) {
  const file = path.join(REPORTS, `${name}.json`);
  return {
    name,
    what,
    command: [
      tool('vitest'),
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    report: {
      file,
      read: (report) => {
        const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, success } = JSON.parse(report);
        // A file that fails to load holds no test that could fail.
        const failed = Math.max(numFailedTests, success ? 0 : 1);
        return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
      },
    },
  };
}

/** @type {Section[]} */
const SECTIONS = [
  { name: 'format', what: 'Formatting', command: [tool('prettier'), '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', what: 'Lint', command: [tool('eslint'), '--max-warnings', '0', '.'] },
  { name: 'check', what: 'Types', command: [tool('svelte-check'), '--fail-on-warnings'] },
  { name: 'knip', what: 'Nothing unused', command: [tool('knip')] },
  vitest('arch', 'Architecture'),
  vitest('unit', 'Units'),
  vitest('server', 'Database, backend, streams and features, by persona', [
    'db',
    'backend',
    'live',
    'petition',
    'team',
    'desk',
    'boards',
  ]),
  { name: 'build', what: 'Production build', command: [path.join(ROOT, 'tests/run/build.js')] },
  vitest('crash', 'Killed and cut off'),
  { name: 'browser', what: 'A browser to test with', command: [path.join(ROOT, 'tests/run/browser.js')] },
  {
    name: 'e2e',
    what: 'In the browser',
    command: [
      tool('@playwright/test', 'playwright'),
      'test',
      '--config',
      'tests/e2e/playwright.config.ts',
      '--reporter=list,json',
    ],
    report: {
      file: path.join(REPORTS, 'e2e.json'),
      env: 'PLAYWRIGHT_JSON_OUTPUT_FILE',
      read: (report) => {
        const { stats, errors } = JSON.parse(report);
        return {
          passed: stats.expected,
          failed: Math.max(stats.unexpected + stats.flaky, errors.length),
          skipped: stats.skipped,
        };
      },
    },
  },
];

/** @param {Section} section @param {boolean} ok @returns {Count} */
function count({ report }, ok) {
  const one = { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  if (!report) return one;
  try {
    const counted = report.read(readFileSync(report.file, 'utf8'));
    return ok ? counted : { ...counted, failed: Math.max(1, counted.failed) };
  } catch {
    return { ...one, passed: 0 }; // the runner fell before it could write its report
  }
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !SECTIONS.some((section) => section.name === name));
if (unknown.length > 0) {
  console.error(`no section ${unknown.join(', ')}; there are: ${SECTIONS.map(({ name }) => name).join(', ')}`);
  process.exit(1);
}

const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const times = [];
for (const section of SECTIONS.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  console.log(`\n=== ${section.what} (${section.name}) ===`);
  const began = performance.now();
  const env = section.report?.env ? { ...process.env, [section.report.env]: section.report.file } : process.env;
  const { status } = spawnSync(process.execPath, section.command, { cwd: ROOT, stdio: 'inherit', env });
  const counted = count(section, status === 0);
  total.passed += counted.passed;
  total.failed += counted.failed;
  total.skipped += counted.skipped;
  times.push(
    `${section.name.padEnd(8)} ${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${counted.failed ? 'FAILED' : 'ok'}`,
  );
  if (counted.failed > 0) break;
}
rmSync(REPORTS, { recursive: true, force: true });

console.log(`\n${times.join('\n')}\n`);
if (total.skipped > 0) console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);
