import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startProgram, type Program } from '../support/program';
import { crowd } from '../support/signing';

/*
 * The program and, every other round, its PostgreSQL are killed without warning while people sign. Whoever saw the
 * thank-you page must be there after the next start.
 */
const ROUNDS = 10;
const dataDir = mkdtempSync(path.join(tmpdir(), 'ronda-crash-'));
const env = {
  DATA_DIR: dataDir,
  RONDA_DEMO: '1',
  DEMO_ACTIVITY: 'off',
  DEMO_PASSWORD: 'crash-test-only',
  LOG_LEVEL: 'error',
};
let running: Program | null = null;
afterAll(async () => {
  // After a failed round the program is still there, and its PostgreSQL with it.
  await running?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Sent {
  to: string;
}

function postmaster(): number {
  return Number(readFileSync(path.join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

it(`loses no acknowledged signature in ${ROUNDS} rounds of kill -9`, { timeout: 240_000 }, async () => {
  const acknowledged = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const program = (running = await startProgram(env));
    const signers = crowd(program.url, 12, `round-${round}`);
    await new Promise((done) => setTimeout(done, 700 + Math.random() * 600));
    if (round % 2 === 1) process.kill(postmaster(), 'SIGKILL');
    await program.kill();
    running = null;
    await signers.stop();
    for (const answer of signers.answers) if (answer.acknowledged) acknowledged.add(answer.email);
  }
  expect(acknowledged.size).toBeGreaterThan(ROUNDS * 10);

  const last = (running = await startProgram(env));
  try {
    const answer = await fetch(`${last.url}/demo/outbox.json?n=5000`);
    const mails = (await answer.json()) as Sent[];
    const reached = new Set(mails.map(({ to }) => to));
    const lost = [...acknowledged].filter((email) => !reached.has(email));
    expect(lost).toEqual([]);
  } finally {
    expect(await last.stop()).toBe(0);
    running = null;
  }
});
