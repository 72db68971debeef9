import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { camt, type Entry } from '../desk/bank-file';
import { startProgram, type Program } from '../support/program';
import { connectTo } from './counting';

/*
 * A treasurer brings a long file, and everything is killed without warning somewhere on the way. Afterwards the whole file is
 * there or nothing of it, and bringing it again gives each line once.
 */
const LINES = 3_000;
const DELAYS_MS = [150, 500, 900];
const PASSWORD = 'crash-test-only';
const dataDir = mkdtempSync(path.join(tmpdir(), 'ronda-crash-'));
const env = {
  DATA_DIR: dataDir,
  RONDA_DEMO: '1',
  DEMO_ACTIVITY: 'off',
  DEMO_PASSWORD: PASSWORD,
  LOG_LEVEL: 'error',
};
let running: Program | null = null;
afterAll(async () => {
  await running?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const postmaster = (): number =>
  Number(readFileSync(path.join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);

async function signIn({ url }: Program): Promise<string> {
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url },
    body: new URLSearchParams({ email: 'treasurer@demo.test', password: PASSWORD }),
  });
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  if (cookies.length === 0) throw new Error(`nobody came in: ${answer.status}`);
  return cookies.join('; ');
}

const file = (): string =>
  camt(
    Array.from({ length: LINES }, (_, at): Entry => [
      '2026-01-05',
      100 + at,
      `renglón ${at}`,
      `CRASH${at}`,
      `Persona ${at}`,
    ]),
  );

function bring({ url }: Program, cookie: string, account: string): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ form: 'import', op: uuidv7(), account })) form.set(name, value);
  form.set('file', new File([file()], 'statement.xml'));
  return fetch(`${url}/desk/argentina/fund/bank?/import`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, cookie, accept: 'application/json', 'x-sveltekit-action': 'true' },
    body: form,
  });
}

interface Stored {
  imports: number;
  lines: number;
  /** Lines without their import, or imports that say another number than there is. */
  torn: number;
}
async function stored(): Promise<Stored> {
  const client = await connectTo(dataDir);
  const { rows } = await client.query<Stored>(
    `select (select count(*)::int from public.bank_imports i where i.lines = $1) as imports,
       (select count(*)::int from public.bank_lines l join public.bank_imports i on i.id = l.import_id where i.lines = $1) as lines,
       (select count(*)::int from public.bank_imports i where i.added <> (select count(*) from public.bank_lines l where l.import_id = i.id)) as torn`,
    [LINES],
  );
  await client.end();
  return rows[0] ?? { imports: -1, lines: -1, torn: -1 };
}

it('a file that is being brought is there whole or not at all after kill -9', { timeout: 180_000 }, async () => {
  for (const [round, delay] of DELAYS_MS.entries()) {
    const program = (running = await startProgram(env));
    const client = await connectTo(dataDir);
    const { rows } = await client.query<{ id: string }>(
      `select b.id from public.bank_accounts b where b.currency = 'EUR' order by b.created_at limit 1`,
    );
    await client.end();
    const sent = bring(program, await signIn(program), rows[0]?.id ?? '').catch(() => null);
    await new Promise((done) => setTimeout(done, delay));
    if (round === 1) process.kill(postmaster(), 'SIGKILL');
    await program.kill();
    running = null;
    await sent;
  }
  const program = (running = await startProgram(env));
  const after = await stored();
  expect(after.torn).toBe(0);
  expect([0, LINES]).toContain(after.lines);

  const client = await connectTo(dataDir);
  const { rows } = await client.query<{ id: string }>(
    `select b.id from public.bank_accounts b where b.currency = 'EUR' order by b.created_at limit 1`,
  );
  await client.end();
  expect((await bring(program, await signIn(program), rows[0]?.id ?? '')).status).toBe(200);
  const last = await stored();
  expect(last).toMatchObject({ lines: LINES, torn: 0 });
  expect(await program.stop()).toBe(0);
  running = null;
});
