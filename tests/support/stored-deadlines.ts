/** Ten thousand deadlines in a database of their own, and a change of their calendar as the desk makes it. For the bench. */
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { withEdits } from '../../src/lib/features/deadlines/calendars';
import { AR_FED_CABA } from '../../src/lib/features/deadlines/calendars/ar-fed-caba';
import { computeDeadline } from '../../src/lib/features/deadlines/compute';
import { moveLines } from '../../src/lib/features/deadlines/move-lines';
import type { Stored } from '../../src/lib/features/deadlines/moved';
import { moveArgs, movesOf } from '../../src/lib/features/deadlines/moves.server';
import { datesOf, servedArgs } from '../../src/lib/features/deadlines/stored';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { startEmbedded } from '../../src/lib/server/backend/embedded/supervisor.server';
import { startBackend, type Backend, type Db } from '../../src/lib/server/backend/index.server';
import { liteSecrets } from '../../src/lib/server/backend/lite.server';
import { signToken } from '../../src/lib/server/backend/tokens.server';
import { createKeyring } from '../../src/lib/server/crypto/keyring.server';
import { newMaterial } from '../../src/lib/server/crypto/material.server';
import { readEnv } from '../../src/lib/server/env.server';
import { call } from '../../src/lib/server/rpc.server';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const seconds = (since: number): number => Math.round(performance.now() - since) / 1000;

async function lawyer(sql: pg.Client, backend: Backend, campaign: string, secret: string): Promise<Db> {
  const made = await backend.accounts.create('bench@people.test', 'bench only password');
  if (!made.ok) throw new Error(made.code);
  const [session, user] = [randomUUID(), made.value.userId];
  await sql.query('insert into auth.sessions (id, user_id) values ($1, $2)', [session, user]);
  await sql.query(
    `with m as (insert into members (campaign_id, user_id, display_name) values ($1, $2, 'Legal') returning id)
     insert into member_roles (id, campaign_id, user_id, roles) select id, $1, $2, '{legal}' from m`,
    [campaign, user],
  );
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    sub: user,
    aud: 'authenticated',
    role: 'authenticated',
    session_id: session,
    iat: now - 10,
    exp: now + 7200,
  };
  return backend.as(signToken(claims, secret));
}

async function fill(sql: pg.Client, campaign: string, all: readonly Stored[]): Promise<void> {
  const theCase = randomUUID();
  await sql.query(`insert into campaigns (id, slug, status, goal) values ($1, 'bench', 'open', 100)`, [campaign]);
  await sql.query(`insert into cases (id, campaign_id, code) values ($1, $2, 'FSM 1/2026')`, [theCase, campaign]);
  const rows = all.map(({ bench, served }) => {
    const answer = computeDeadline({ ...bench, calendar: AR_FED_CABA }, served);
    if (!answer.ok) throw new Error(answer.reason);
    return { rule: bench.rule.id, nature: bench.rule.nature, served: servedArgs(served), ...datesOf(answer.value) };
  });
  // Laid down as the desk leaves them, without a thousand pages of journal.
  await sql.query('set session_replication_role = replica');
  await sql.query(
    `insert into deadlines (id, campaign_id, case_id, rule_id, rule_version, calendar_id, calendar_version, nature, served, due_on, due_at, latest_at, act_by, computed)
     select gen_random_uuid(), $1, $2, x ->> 'rule', 1, $3, x ->> 'calendarVersion', x ->> 'nature', x -> 'served', (x ->> 'dueOn')::date,
       (x ->> 'dueAt')::timestamptz, (x ->> 'latestAt')::timestamptz, (x ->> 'actBy')::date, x -> 'computed'
     from jsonb_array_elements($4::jsonb) x`,
    [campaign, theCase, AR_FED_CABA.id, JSON.stringify(rows)],
  );
  await sql.query('set session_replication_role = origin');
  await sql.query('vacuum analyze deadlines');
}

/** Looks at what a day would move, and enters it: everything between pressing and the list that is shown. */
async function edit(db: Db, campaign: string): Promise<object> {
  const day = { from: '2026-05-26', to: '2026-05-26', kind: 'asueto' as const, name: 'Asueto', source: 'Ac.' };
  const after = withEdits(AR_FED_CABA, [day], `${AR_FED_CABA.version}+1`);
  const looked = performance.now();
  const { moves, seen } = await movesOf(db, campaign, AR_FED_CABA, after);
  const shown = moveLines(moves);
  const lookSeconds = seconds(looked);
  const entered = performance.now();
  const id = uuidv7();
  const args = {
    campaign,
    id,
    calendar: AR_FED_CABA.id,
    fromDay: day.from,
    toDay: day.to,
    kind: day.kind,
    name: day.name,
    source: day.source,
  };
  await call(db, 'apply_op', {
    op_id: id,
    kind: 'calendar.set_day',
    args: { ...args, revision: 0, seen, moves: moveArgs(moves) },
  });
  return { lookSeconds, enterSeconds: seconds(entered), storedMoves: shown.all, storedLines: shown.lines.length };
}

/** What a change of the calendar costs with everything it reads and writes; the floor reads the same rows and counts nothing. */
export async function storedEdit(all: readonly Stored[]): Promise<object> {
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
    const { host = '', port = 0, user: name = '', password = '' } = owner;
    const url = `postgres://${name}:${encodeURIComponent(String(password))}@${encodeURIComponent(host)}:${port}/bench`;
    const keyring = createKeyring(newMaterial());
    const derive = (purpose: string): Uint8Array => keyring.derive(purpose);
    const backend = await startBackend(
      readEnv({ DATABASE_URL: url, ORIGIN: 'http://ronda.test', LOG_LEVEL: 'silent' }),
      {
        log: quiet,
        derive,
      },
    );
    const sql = new pg.Client(postgres.connection('bench'));
    sql.on('error', () => undefined);
    await sql.connect();
    const campaign = randomUUID();
    await fill(sql, campaign, all);
    const db = await lawyer(sql, backend, campaign, liteSecrets(derive).jwtSecret);
    // What a running installation has warm, is warm here.
    await movesOf(db, campaign, AR_FED_CABA, AR_FED_CABA);
    const bare = performance.now();
    await sql.query('select * from deadlines where campaign_id = $1', [campaign]);
    const storedFloorSeconds = seconds(bare);
    const figures = await edit(db, campaign);
    await sql.end();
    await backend.close();
    return { ...figures, storedFloorSeconds };
  } finally {
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
