/**
 * `npm test`: all that a reviewer needs. `npm test -- unit e2e` runs these sections only.
 * Sections that keep one core busy go two at a time; those that use two go alone. One that fails stops no other. The last line
 * is `N passed, N failed`: every test of every runner, and each check as one.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireNode } from './node-version.js';
import { runSections } from './schedule.js';

requireNode();
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const REPORTS = mkdtempSync(path.join(tmpdir(), 'ronda-test-'));

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */
/** @typedef {import('./schedule.js').Step & { report?: { file: string, read: (report: string) => Count } }} Section */

/** @param {string} name @param {string} [bin] */
function tool(name, bin = name) {
  const dir = path.join(ROOT, 'node_modules', name);
  const { bin: bins } = JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8'));
  return path.join(dir, typeof bins === 'string' ? bins : bins[bin]);
}

/**
 * @param {string} name @param {string} what @param {Partial<Section>} [more]
 * @param {string[]} [projects] run together, so that they share one database server
 * @returns {Section}
 */
function vitest(name, what, more = {}, projects = [name]) {
  const file = path.join(REPORTS, `${name}.json`);
  return {
    name,
    what,
    cores: 1,
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
    ...more,
  };
}

const E2E_REPORT = path.join(REPORTS, 'e2e.json');

/**
 * In the order in which they are begun when a core is free: the build first, because what waits for it is long.
 * @type {Section[]}
 */
const SECTIONS = [
  { name: 'build', what: 'Production build', cores: 1, command: [path.join(ROOT, 'tests/run/build.js')] },
  { name: 'format', what: 'Formatting', cores: 1, command: [tool('prettier'), '--check', '--log-level', 'warn', '.'] },
  vitest('crash', 'Killed and cut off', { after: ['build'] }),
  { name: 'check', what: 'Types', cores: 1, command: [tool('svelte-check'), '--fail-on-warnings'] },
  { name: 'lint', what: 'Lint', cores: 1, command: [tool('eslint'), '--max-warnings', '0', '.'] },
  { name: 'knip', what: 'Nothing unused', cores: 1, command: [tool('knip')] },
  vitest('arch', 'Architecture'),
  vitest('unit', 'Units'),
  { name: 'browser', what: 'A browser to test with', cores: 1, command: [path.join(ROOT, 'tests/run/browser.js')] },
  vitest('server', 'Database, backend, streams and features, by persona', { cores: 2 }, [
    'db',
    'backend',
    'live',
    'petition',
    'team',
    'desk',
    'boards',
  ]),
  {
    name: 'e2e',
    what: 'In the browser',
    cores: 2,
    after: ['build', 'browser'],
    command: [
      tool('@playwright/test', 'playwright'),
      'test',
      '--config',
      'tests/e2e/playwright.config.ts',
      '--reporter=list,json',
    ],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: E2E_REPORT },
    report: {
      file: E2E_REPORT,
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
const began = performance.now();
const chosen = SECTIONS.filter(({ name }) => asked.length === 0 || asked.includes(name));
const stopped = await runSections(chosen, {
  root: ROOT,
  /** @returns what is said of the section in its line */
  ended(section, ok) {
    const counted = count(section, ok);
    total.passed += counted.passed;
    total.failed += counted.failed;
    total.skipped += counted.skipped;
    return { ok: counted.failed === 0, said: section.report ? `${counted.passed} passed` : '' };
  },
});
rmSync(REPORTS, { recursive: true, force: true });

console.log(`\n${chosen.length} sections in ${((performance.now() - began) / 1000).toFixed(0)} s`);
if (total.skipped > 0) console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(stopped ?? (total.failed > 0 ? 1 : 0));
