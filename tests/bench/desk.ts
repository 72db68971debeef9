import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import type { Role } from '../../src/lib/contracts/permissions';
import { createKeyring } from '../../src/lib/server/crypto/keyring.server';
import { newMaterial } from '../../src/lib/server/crypto/material.server';
import { startBackend } from '../../src/lib/server/backend/index.server';
import { startEmbedded } from '../../src/lib/server/backend/embedded/supervisor.server';
import { readEnv } from '../../src/lib/server/env.server';
import { signIn } from '../support/desk';
import { startProgram, type Program } from '../support/program';

const PEOPLE = 2_000;
const CASES = 500;
const HEARINGS = 1_500;
const DEADLINES = 10_000;
const ARRESTS = 200;
const RUNS = 15;
const PASSWORD = 'bench only password';
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

const at = (share: number, values: number[]): number =>
  Math.round([...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0);

/** A campaign as it is after some years; its rows as the product's own operations leave them, written at once. */
async function fill(sql: pg.Client, campaign: string, slug: string): Promise<void> {
  // Nobody listens yet, so nothing needs to be journalled; what compartments derive from parents is empty here.
  await sql.query('set session_replication_role = replica');
  await sql.query(`insert into campaigns (id, slug, status, goal) values ($1, $2, 'open', 1000)`, [campaign, slug]);
  await sql.query(
    `insert into campaign_texts (campaign_id, locale, title) values ($1, 'es', 'Libertad'), ($1, 'en', 'Freedom')`,
    [campaign],
  );
  await sql.query(
    `insert into people (id, campaign_id, code, pseudonym)
     select gen_random_uuid(), $1, 'C-' || n, 'Persona ' || n from generate_series(1, $2::integer) n`,
    [campaign, PEOPLE],
  );
  await sql.query(
    `insert into custody_statuses (id, campaign_id, person_id, status, place, from_date)
     select gen_random_uuid(), $1, p.id, (array['police_station', 'pretrial_detention', case when n.n % 3 = 0 then 'house_arrest' else 'released_pending' end])[k],
       'Unidad ' || n.n % 40, date '2024-01-01' + (n.n % 400)::integer + k * 30
     from (select id, row_number() over (order by code) as n from people where campaign_id = $1) n join people p on p.id = n.id, generate_series(1, 3) k`,
    [campaign],
  );
  await sql.query(
    `insert into cases (id, campaign_id, code, court, started_on)
     select gen_random_uuid(), $1, 'CFP ' || n || '/2025', 'Juzgado Federal ' || n % 12, date '2024-02-01' + n % 500 from generate_series(1, $2::integer) n`,
    [campaign, CASES],
  );
  await sql.query(
    `insert into case_people (id, campaign_id, case_id, person_id, capacity, as_of)
     select gen_random_uuid(), $1, c.id, p.id, 'accused', date '2025-01-01'
     from (select id, row_number() over (order by code) n from people where campaign_id = $1) p
     join (select id, row_number() over (order by code) n from cases where campaign_id = $1) c on p.n % $2::integer + 1 = c.n`,
    [campaign, CASES],
  );
  await sql.query(
    `insert into hearings (id, campaign_id, case_id, kind, starts_at, tz, court, status)
     select gen_random_uuid(), $1, c.id, 'trial', now() + make_interval(hours => (h.n * 7 - 3000)::integer), 'America/Argentina/Buenos_Aires', 'Federal',
       case when h.n * 7 < 3000 then 'held' else 'scheduled' end
     from generate_series(1, $2::integer) h(n) join (select id, row_number() over (order by code) n from cases where campaign_id = $1) c on h.n % $3::integer + 1 = c.n`,
    [campaign, HEARINGS, CASES],
  );
  await sql.query(
    `insert into deadlines (id, campaign_id, case_id, rule_id, rule_version, calendar_id, calendar_version, nature, served, due_on, computed, state, receipt, closed_at)
     select gen_random_uuid(), $1, c.id, 'N-450', 1, 'AR-FED-CABA', '1', 'peremptory', '{"at": "2026-02-10"}', date '2026-01-01' + (d.n % 600)::integer, '{}',
       case when d.n % 5 < 4 then 'done' else 'open' end, case when d.n % 5 < 4 then 'R-1' else '' end, case when d.n % 5 < 4 then now() end
     from generate_series(1, $2::integer) d(n) join (select id, row_number() over (order by code) n from cases where campaign_id = $1) c on d.n % $3::integer + 1 = c.n`,
    [campaign, DEADLINES, CASES],
  );
  await sql.query(
    `insert into arrests (id, campaign_id, person_id, at, tz, ruleset, force, place)
     select gen_random_uuid(), $1, p.id, now() - make_interval(hours => p.n::integer % 30), 'America/Argentina/Buenos_Aires', 'AR-CPPF', 'pfa', 'Comisaría'
     from (select id, row_number() over (order by code) n from people where campaign_id = $1) p where p.n <= $2`,
    [campaign, ARRESTS],
  );
  await sql.query('set session_replication_role = origin');
  await sql.query('select app.person_stands(id) from people where campaign_id = $1', [campaign]);
  await sql.query('vacuum analyze');
}

async function member(sql: pg.Client, user: string, campaign: string, role: Role): Promise<void> {
  await sql.query(
    `with m as (insert into members (campaign_id, user_id, display_name) values ($1, $2, $3) returning id)
     insert into member_roles (id, campaign_id, user_id, roles) select id, $1, $2, array[$3] from m`,
    [campaign, user, role],
  );
}

interface Timed {
  p50Ms: number;
  p95Ms: number;
  gzipKb: number;
}

async function time(program: Program, where: string, cookie: string): Promise<Timed> {
  const took: number[] = [];
  let body = '';
  for (let run = -3; run < RUNS; run += 1) {
    const began = performance.now();
    const answer = await fetch(`${program.url}${where}`, { headers: { cookie, 'x-test-address': '192.0.2.1' } });
    if (!answer.ok) throw new Error(`${where}: ${answer.status}`);
    body = await answer.text();
    if (run >= 0) took.push(performance.now() - began);
  }
  return { p50Ms: at(0.5, took), p95Ms: at(0.95, took), gzipKb: Math.round(gzipSync(body).length / 1024) };
}

/** The desk of a campaign with thousands of people: each page whole, as the program answers it, beside a page that reads nothing. */
export default async function desk(): Promise<object> {
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
    const env = readEnv({ DATABASE_URL: url, ORIGIN: 'http://ronda.test', LOG_LEVEL: 'silent' });
    const backend = await startBackend(env, { log: quiet, derive: (purpose) => keyring.derive(purpose) });
    const sql = new pg.Client(postgres.connection('bench'));
    sql.on('error', () => undefined);
    await sql.connect();
    const [campaign, slug] = [randomUUID(), 'bench'];
    await fill(sql, campaign, slug);
    const roles = ['legal', 'observer'] as const;
    for (const role of roles) {
      const made = await backend.accounts.create(`${role}@people.test`, PASSWORD);
      if (!made.ok) throw new Error(made.code);
      await member(sql, made.value.userId, campaign, role);
    }
    const first = async (table: string): Promise<string> =>
      String((await sql.query<{ id: string }>(`select id from ${table} order by id limit 1`)).rows[0]?.id);
    const [person, theCase] = [await first('people'), await first('cases')];
    await sql.end();
    await backend.close();
    const program = await startProgram({ DATA_DIR: path.join(dir, 'data'), DATABASE_URL: url, LOG_LEVEL: 'fatal' });
    try {
      const pages: Record<string, Timed> = {};
      for (const role of roles) {
        const cookie = await signIn(program.url, `${role}@people.test`, PASSWORD);
        for (const [page, where] of Object.entries({
          today: '',
          people: '/people',
          person: `/people/${person}`,
          cases: '/cases',
          case: `/cases/${theCase}`,
          hearings: '/hearings',
          deadlines: '/deadlines',
        }))
          pages[`${role} ${page}`] = await time(program, `/desk/${slug}${where}`, cookie);
      }
      const floor = await time(program, '/sign-in', '');
      return {
        people: PEOPLE,
        cases: CASES,
        hearings: HEARINGS,
        deadlines: DEADLINES,
        pages,
        floor,
        targets: { p50Ms: 300 },
      };
    } finally {
      await program.stop();
    }
  } finally {
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
