import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startProgram, type Program } from '../support/program';
import { crowd } from '../support/signing';
import { churn, compare, connectTo, setMilestones } from './counting';

/*
 * The program and, every other round, its PostgreSQL are killed without warning while people sign and two counters count.
 * Whoever saw the thank-you page must be there after the next start, and every figure must be what the rows say.
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

const COUNTED = ['country', 'hour', 'reason', 'referrer', 'refusal', 'source', 'source_received', 'total'];
const TRUE = { waiting: 0, drift: [], missed: [], twice: [] };
it(`loses no acknowledged signature and no count in ${ROUNDS} rounds of kill -9`, { timeout: 240_000 }, async () => {
  const acknowledged = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const program = (running = await startProgram(env));
    const client = await connectTo(dataDir);
    if (round === 0) await setMilestones(client);
    expect(await compare(client), `after ${round} kills`).toMatchObject(TRUE);
    const signers = crowd(program.url, 12, `round-${round}`);
    const turning = churn(client);
    await new Promise((done) => setTimeout(done, 700 + Math.random() * 600));
    if (round % 2 === 1) process.kill(postmaster(), 'SIGKILL');
    await program.kill();
    running = null;
    await Promise.all([signers.stop(), turning.stop()]);
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
    const client = await connectTo(dataDir);
    expect(await compare(client)).toEqual({ ...TRUE, dims: COUNTED });
    const { rows } = await client.query<{ drift: unknown }>(
      `select public.recount_signatures(id) -> 'drift' as drift from public.campaigns`,
    );
    expect(rows).toEqual([{ drift: [] }]);
    await client.end();
  } finally {
    expect(await last.stop()).toBe(0);
    running = null;
  }
});
