import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createWorld, type World } from '../support/world';
import { startProgram } from '../support/program';
import { crowd } from '../support/signing';

/** A wire to the database that can be cut: what the program sees when the database's machine is gone. */
function createWire(target: {
  host: string;
  port: number;
}): Promise<{ port: number; cut(): void; mend(): void; close(): void }> {
  const open = new Set<net.Socket>();
  let whole = true;
  const server = net.createServer((near) => {
    if (!whole) return void near.destroy();
    const far = target.host.startsWith('/')
      ? net.connect(path.join(target.host, `.s.PGSQL.${target.port}`))
      : net.connect(target.port, target.host);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      done({
        port: typeof address === 'object' && address !== null ? address.port : 0,
        cut() {
          whole = false;
          for (const socket of open) socket.destroy();
        },
        mend() {
          whole = true;
        },
        close: () => void server.close(),
      });
    });
  });
}

const dataDir = mkdtempSync(path.join(tmpdir(), 'ronda-away-'));
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => {
  await world.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

it(
  'waits ten seconds for a database that went away, loses nothing acknowledged and recovers',
  { timeout: 120_000 },
  async () => {
    const server = inject('server');
    const wire = await createWire(server);
    // A database of its own: the world's is prepared with the keys of the tests, this one meets the program's.
    const database = `${world.database}_away`;
    await world.sql.query(`create database ${database}`);
    const url = `postgres://${server.user}:${encodeURIComponent(server.password)}@127.0.0.1:${wire.port}/${database}`;
    const program = await startProgram({
      DATA_DIR: dataDir,
      DATABASE_URL: url,
      RONDA_DEMO: '1',
      DEMO_ACTIVITY: 'off',
      DEMO_PASSWORD: 'crash-test-only',
      LOG_LEVEL: 'fatal',
    });
    try {
      const signers = crowd(program.url, 6, 'away');
      await sleep(1_500);
      wire.cut();
      const before = signers.answers.length;
      await sleep(1_000);
      expect((await fetch(`${program.url}/healthz`)).status).toBe(503);
      await sleep(9_000);
      const during = signers.answers.slice(before).filter(({ status }) => status === 503).length;
      wire.mend();
      const mended = signers.answers.length;
      await sleep(6_000);
      await signers.stop();
      const after = signers.answers.slice(mended).filter(({ acknowledged }) => acknowledged).length;
      expect(during).toBeGreaterThan(0);
      expect(after).toBeGreaterThan(0);
      expect((await fetch(`${program.url}/healthz`)).status).toBe(200);

      const acknowledged = signers.answers.filter((answer) => answer.acknowledged).map(({ email }) => email);
      const mails = (await (await fetch(`${program.url}/demo/outbox.json?n=5000`)).json()) as { to: string }[];
      const reached = new Set(mails.map(({ to }) => to));
      expect(acknowledged.filter((email) => !reached.has(email))).toEqual([]);
    } finally {
      await program.stop();
      wire.close();
      await world.sql.query(`drop database ${database} with (force)`);
    }
  },
);
