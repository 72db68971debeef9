import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../src/lib/server/backend/embedded/supervisor.server';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { startProgram } from '../support/program';
import { sign } from '../support/signing';

const SECONDS = 30;
const FLOOR_SECONDS = 10;
const WIDTH = 64;
const COUNTERS = 5_000;
const FIGURE_EVERY_MS = 1_000;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

const percentile = (sorted: number[], p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0;

interface Rate {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  failed: number;
}

/** Runs `one` with `width` at a time for `seconds`. */
async function rate(width: number, seconds: number, one: (n: number) => Promise<boolean>): Promise<Rate> {
  const took: number[] = [];
  let failed = 0;
  let n = 0;
  const began = performance.now();
  const until = began + seconds * 1000;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (performance.now() < until) {
        const at = performance.now();
        n += 1;
        if (await one(n)) took.push(performance.now() - at);
        else failed += 1;
      }
    }),
  );
  const elapsedS = (performance.now() - began) / 1000;
  took.sort((a, b) => a - b);
  return {
    perSecond: Math.round(took.length / elapsedS),
    p50Ms: Math.round(percentile(took, 0.5)),
    p99Ms: Math.round(percentile(took, 0.99)),
    failed,
  };
}

/** The same columns and indexes as `signatures`, one row per transaction, by plain `pg`. */
async function floor(config: pg.ClientConfig): Promise<Rate> {
  const pool = new pg.Pool({ ...config, max: WIDTH > 16 ? 16 : WIDTH });
  await pool.query('create table if not exists public.signatures_floor (like public.signatures including all)');
  const { rows } = await pool.query<{ id: string }>('select id from public.campaigns limit 1');
  const campaign = rows[0]?.id ?? '';
  const sealed = 'v1.k1.'.padEnd(120, 'x');
  const result = await rate(16, FLOOR_SECONDS, async (n) => {
    await pool.query({
      name: 'floor',
      text: `insert into public.signatures_floor (id, campaign_id, name_sealed, email_sealed, email_key, name_key, country, visibility, locale, op_id, mails, mailed_at)
        values ($1, $2, $3, $3, $4, $4, 'AR', 'private', 'es', $5, 1, now())`,
      values: [uuidv7(), campaign, sealed, `floor-${n}-${Date.now()}`, uuidv7()],
    });
    return true;
  });
  await pool.query('drop table public.signatures_floor');
  await pool.end();
  return result;
}

interface Counters {
  /** Figures that all of them together were told, and sockets that broke. */
  stop(): Promise<{ figures: number; lost: number }>;
}

/** Readers who keep the page open, in a process of their own on the same two cores. */
async function watchers(url: string, count: number): Promise<Counters> {
  const child = spawn(process.execPath, ['tests/support/counters.js', url, 'argentina', String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  const said = (pattern: RegExp): Promise<void> =>
    new Promise((done, fail) => {
      const look = (): void => {
        if (pattern.test(printed)) done();
      };
      child.stdout.on('data', look);
      child.once('exit', () => (pattern.test(printed) ? done() : fail(new Error(`counters ended: ${printed}`))));
      look();
    });
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  await said(/watching \d+/);
  return {
    async stop() {
      child.kill('SIGTERM');
      await said(/\{.*\}/);
      return JSON.parse(/\{.*\}/.exec(printed)?.[0] ?? '{}');
    },
  };
}

/**
 * Posts of the form accepted and committed, the client and the server on the same two cores; beside it the same rows
 * inserted one per transaction into the same server, before and after, because these machines drift. Meanwhile
 * thousands of readers are told a new figure every second: the goal moves, as counted signatures would move the count.
 */
export default async function signing(): Promise<object> {
  const dir = mkdtempSync(path.join(tmpdir(), 'ronda-bench-'));
  // The database may run as another user, who must be able to pass.
  chmodSync(dir, 0o711);
  const postgres = await startEmbedded({ dataDir: path.join(dir, 'pg'), log: quiet });
  try {
    const owner = postgres.connection('postgres');
    const admin = new pg.Client(owner);
    await admin.connect();
    await admin.query('create database bench');
    await admin.end();
    const { host = '', port = 0, user = '', password = '' } = owner;
    const url = `postgres://${user}:${encodeURIComponent(String(password))}@${encodeURIComponent(host)}:${port}/bench`;
    const program = await startProgram({
      DATA_DIR: path.join(dir, 'app'),
      DATABASE_URL: url,
      RONDA_DEMO: '1',
      DEMO_ACTIVITY: 'off',
      DEMO_PASSWORD: 'bench-only-password',
      LOG_LEVEL: 'fatal',
    });
    const agent = new Agent({ keepAlive: true, maxSockets: WIDTH });
    const post = async (n: number): Promise<boolean> =>
      (await sign(program.url, agent, `bench-${n}-${uuidv7()}@example.org`)).acknowledged;
    await rate(WIDTH, 3, post);
    const config = postgres.connection('bench');
    const before = await floor(config);
    const counters = await watchers(program.url, COUNTERS);
    const ticking = new pg.Client(config);
    await ticking.connect();
    const tick = setInterval(
      () => void ticking.query(`update public.campaigns set goal = goal + 1 where slug = 'argentina'`),
      FIGURE_EVERY_MS,
    );
    const signed = await rate(WIDTH, SECONDS, post);
    clearInterval(tick);
    await ticking.end();
    const told = await counters.stop();
    const after = await floor(config);
    await program.stop();
    const floorPerSecond = Math.round((before.perSecond + after.perSecond) / 2);
    return {
      ...signed,
      counters: COUNTERS,
      figuresTold: told.figures,
      countersLost: told.lost,
      floorPerSecond,
      ratio: Number((signed.perSecond / floorPerSecond).toFixed(2)),
    };
  } finally {
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
