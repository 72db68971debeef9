import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

/**
 * The production program as its own process, as people run it: `node src/entry/node.js` on a build that is there. For
 * tests that kill it and benches that time it.
 */
export interface Program {
  url: string;
  port: number;
  pid: number;
  /** Milliseconds from the spawn to the line that says it listens. */
  readyMs: number;
  /** What it has printed so far, both channels. */
  output(): string;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL to the program alone; its PostgreSQL stays behind, as after a crash. */
  kill(): Promise<void>;
}

const ENTRY = fileURLToPath(new URL('../../src/entry/node.js', import.meta.url));
const READY = /^ronda listening on (\S+)$/m;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

function exited(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((done) => child.once('exit', (code) => done(code)));
}

/** @throws when it ends before it listens, with what it printed. */
export async function startProgram(env: Record<string, string>, port?: number): Promise<Program> {
  const chosen = port ?? (await freePort());
  const began = performance.now();
  // Callers come from many addresses in these tests; the header says which.
  const child = spawn(process.execPath, [ENTRY], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(chosen),
      ADDRESS_HEADER: 'x-test-address',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const keep = (chunk: Buffer): void => {
    printed += chunk.toString('utf8');
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  await new Promise<void>((done, fail) => {
    child.stdout.on('data', () => {
      if (READY.test(printed)) done();
    });
    child.once('exit', (code) => fail(new Error(`ended with ${code} before it listened:\n${printed}`)));
  });
  return {
    url: `http://127.0.0.1:${chosen}`,
    port: chosen,
    pid: child.pid ?? 0,
    readyMs: performance.now() - began,
    output: () => printed,
    async stop() {
      child.kill('SIGTERM');
      return exited(child);
    },
    async kill() {
      child.kill('SIGKILL');
      await exited(child);
    },
  };
}

/** Process ids of `pid` and everything it started, by /proc. */
export function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The command stands in brackets and may hold spaces: fields are counted behind it.
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      continue; // ended meanwhile
    }
  }
  const family = [pid];
  for (const member of family) for (const [child, parent] of parents) if (parent === member) family.push(child);
  return family;
}

/** Megabytes: `rss` counts pages that processes share once per process, `pss` divides them among them. */
export function memoryOf(pids: readonly number[]): { rssMb: number; pssMb: number } {
  let rss = 0;
  let pss = 0;
  for (const pid of pids) {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    rss += Number(/^Rss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
    pss += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
  }
  return { rssMb: Math.round(rss / 1024), pssMb: Math.round(pss / 1024) };
}
