import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { fundAhead, fundOverview, listLedger } from '../../src/lib/features/fund/desk.server';
import type { LedgerFilter } from '../../src/lib/features/fund/ledger';
import type { PublicBeyond, PublicLine } from '../../src/lib/features/fund/published';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { startEmbedded } from '../../src/lib/server/backend/embedded/supervisor.server';
import { startBackend, type Backend, type Db } from '../../src/lib/server/backend/index.server';
import { liteSecrets } from '../../src/lib/server/backend/lite.server';
import { signToken } from '../../src/lib/server/backend/tokens.server';
import { createKeyring } from '../../src/lib/server/crypto/keyring.server';
import { newMaterial } from '../../src/lib/server/crypto/material.server';
import { readEnv } from '../../src/lib/server/env.server';
import { call } from '../../src/lib/server/rpc.server';
import { startProgram } from '../support/program';

const SIZES = [100_000, 1_000_000] as const;
const ROUNDS = 25;
const DAYS = 1_000;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const round = (value: number): number => Math.round(value * 10) / 10;

/** Milliseconds in the middle of some rounds, after some that warm what a running installation has warm. */
async function median(work: (at: number) => Promise<unknown>, rounds = ROUNDS): Promise<number> {
  const took: number[] = [];
  for (let at = -3; at < rounds; at += 1) {
    const began = performance.now();
    await work(at);
    if (at >= 0) took.push(performance.now() - began);
  }
  return round(took.sort((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0);
}

interface Place {
  sql: pg.Client;
  backend: Backend;
  db: Db;
  user: string;
}
interface Filled {
  campaign: string;
  slug: string;
}

/**
 * `n` entries over a thousand days in two currencies: nine of ten are gifts, every fourth with a fee; the others are
 * payments, of which half are public. Laid down as booking leaves them, with balances and sums added up from the rows.
 */
async function fill({ sql, user }: Place, n: number): Promise<Filled> {
  const campaign = randomUUID();
  const slug = `bench-${n}`;
  await sql.query(`insert into campaigns (id, slug, status, publish_fund) values ($1, $2, 'open', true)`, [
    campaign,
    slug,
  ]);
  await sql.query(`insert into campaign_texts (campaign_id, locale, title) values ($1, 'es', 'Bench')`, [campaign]);
  await sql.query(
    `with m as (insert into members (campaign_id, user_id, display_name) values ($1, $2, 'Bench') returning id)
     insert into member_roles (id, campaign_id, user_id, roles) select id, $1, $2, '{treasurer}' from m`,
    [campaign, user],
  );
  await sql.query(
    `insert into fund_accounts (campaign_id, kind, currency, name)
     select $1, k, c, '' from unnest(array['bank', 'gifts', 'fees', 'expenses']) k, unnest(array['EUR', 'ARS']) c`,
    [campaign],
  );
  await sql.query(`set session_replication_role = replica`);
  await sql.query(
    `insert into fund_entries (id, campaign_id, kind, value_date, currency, amount_minor, category, level, public_note, created_by)
     select gen_random_uuid(), $1::uuid, case when x.pays then 'payment' else 'gift' end, current_date - (x.n % ${DAYS}),
       case when x.n % 3 = 0 then 'ARS' else 'EUR' end, 100 * (1 + x.n % 400),
       case when x.pays then case when x.n % 10000 = 9 then 'printing' else (array['lawyer', 'court_costs', 'family'])[1 + x.n % 3] end end,
       case when x.pays and x.n % 20 = 9 then 'public' else 'treasurers' end,
       case when x.pays and x.n % 20 = 9 then 'Copias del expediente' else '' end, $3::uuid
     from (select g.n, g.n % 10 = 9 as pays from generate_series(1, $2::integer) g (n)) x`,
    [campaign, n, user],
  );
  await sql.query(
    `insert into fund_postings (campaign_id, entry_id, account_id, currency, amount_minor)
     select e.campaign_id, e.id, a.id, e.currency, p.minor
     from fund_entries e
       cross join lateral (values
         ('bank', case e.kind when 'gift' then e.amount_minor - case when e.amount_minor % 400 = 0 then 50 else 0 end else -e.amount_minor end),
         ('gifts', case e.kind when 'gift' then -e.amount_minor end),
         ('fees', case when e.kind = 'gift' and e.amount_minor % 400 = 0 then 50 end),
         ('expenses', case e.kind when 'payment' then e.amount_minor end)) p (kind, minor)
       join fund_accounts a on a.campaign_id = e.campaign_id and a.kind = p.kind and a.currency = e.currency
     where e.campaign_id = $1 and p.minor is not null`,
    [campaign],
  );
  await sql.query(
    `update fund_accounts a set balance_minor = s.minor
     from (select account_id, sum(amount_minor) as minor from fund_postings where campaign_id = $1 group by 1) s where a.id = s.account_id`,
    [campaign],
  );
  await sql.query(
    `insert into fund_flows (campaign_id, month, currency, figure, category, level, n, unrated, minor)
     select e.campaign_id, date_trunc('month', e.value_date)::date, p.currency, x.figure, coalesce(e.category, ''),
       case x.figure when 'fees' then 'treasurers' else e.level end, count(*), count(*), sum(x.minor)
     from fund_entries e join fund_postings p on p.entry_id = e.id join fund_accounts a on a.id = p.account_id
       cross join lateral app.fund_figure(a.kind, e.kind, p.amount_minor) x
     where e.campaign_id = $1 and x.figure <> 'pot' group by 1, 2, 3, 4, 5, 6`,
    [campaign],
  );
  await sql.query(
    `insert into fund_totals (campaign_id, currency, entries, unrated, received_minor, fees_minor, spent_minor, pot_minor)
     select $1, a.currency, (select count(*) from fund_entries e where e.campaign_id = $1 and e.currency = a.currency),
       (select count(*) from fund_entries e where e.campaign_id = $1 and e.currency = a.currency),
       -sum(a.balance_minor) filter (where a.kind = 'gifts'), sum(a.balance_minor) filter (where a.kind = 'fees'),
       sum(a.balance_minor) filter (where a.kind = 'expenses'), sum(a.balance_minor) filter (where a.kind = 'bank')
     from fund_accounts a where a.campaign_id = $1 group by a.currency`,
    [campaign],
  );
  await sql.query(
    `insert into app.fund_days (campaign_id, day, currency, n, minor, fee_minor)
     select e.campaign_id, e.value_date, e.currency, count(*), sum(e.amount_minor), sum(case when e.amount_minor % 400 = 0 then 50 else 0 end)
     from fund_entries e where e.campaign_id = $1 and e.kind = 'gift' group by 1, 2, 3`,
    [campaign],
  );
  await sql.query(`set session_replication_role = origin`);
  return { campaign, slug };
}

async function treasurer(sql: pg.Client, backend: Backend, derive: (purpose: string) => Uint8Array) {
  const made = await backend.accounts.create('bench@people.test', 'bench only password');
  if (!made.ok) throw new Error(made.code);
  const session = randomUUID();
  await sql.query('insert into auth.sessions (id, user_id) values ($1, $2)', [session, made.value.userId]);
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    sub: made.value.userId,
    aud: 'authenticated',
    role: 'authenticated',
    session_id: session,
    iat: now - 10,
    exp: now + 7200,
  };
  return { user: made.value.userId, db: backend.as(signToken(claims, liteSecrets(derive).jwtSecret)) };
}

const day = (back: number): string => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);

async function measure({ backend, db }: Place, { campaign, slug }: Filled): Promise<Record<string, number>> {
  const lines = (before: PublicBeyond | null) =>
    call<PublicLine[]>(backend.system(), 'public_ledger', { slug, before, n: 51 });
  const deep: PublicBeyond = { day: day(DAYS / 2), kind: 'sum', key: 'spent lawyer EUR' };
  const page = (filter: LedgerFilter) => () => listLedger(db, campaign, filter, null);
  const entry = (at: number) => ({
    op_id: uuidv7(),
    kind: 'fund.book_gift',
    args: {
      campaign,
      id: uuidv7(),
      amountMinor: String(1000 + at + 3),
      feeMinor: '10',
      currency: 'EUR',
      valueDate: day(1),
    },
  });
  return {
    publicLinesMs: await median(() => lines(null)),
    publicDeepMs: await median(() => lines(deep)),
    publicTotalsMs: await median(() => call(backend.system(), 'public_fund', { slug })),
    overviewMs: await median(() => fundOverview(db, campaign)),
    aheadMs: await median(() => fundAhead(db, campaign)),
    listMs: await median(page({})),
    listDayMs: await median(page({ to: day(DAYS / 2) })),
    listRareMs: await median(page({ category: 'printing' })),
    listNoneMs: await median(page({ kind: 'bail_posted' })),
    bookMs: await median((at) => call(db, 'apply_op', entry(at))),
  };
}

/** The page itself, as the program renders it: each address is new, so that no page of before can serve. */
async function pages(url: string, dir: string, filled: readonly Filled[]) {
  const program = await startProgram({ DATA_DIR: dir, DATABASE_URL: url, LOG_LEVEL: 'fatal' });
  try {
    const ask = async (where: string): Promise<void> => {
      const answer = await fetch(`${program.url}${where}`);
      if (!answer.ok) throw new Error(`${where}: ${answer.status}`);
      await answer.text();
    };
    const figures = [];
    for (const { slug } of filled) figures.push(await median((at) => ask(`/c/${slug}/fund?n=${at + 3}`)));
    return { pageMs: figures, pageFloorMs: await median(() => ask('/healthz')) };
  } finally {
    await program.stop();
  }
}

/** The ledger with 100 000 and 1 000 000 entries: what everybody reads, what the desk reads, and one booking. */
export default async function ledger(): Promise<object> {
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
    const env = readEnv({ DATABASE_URL: url, ORIGIN: 'http://ronda.test', LOG_LEVEL: 'silent' });
    const backend = await startBackend(env, { log: quiet, derive });
    const sql = new pg.Client(postgres.connection('bench'));
    sql.on('error', () => undefined);
    await sql.connect();
    const place: Place = { sql, backend, ...(await treasurer(sql, backend, derive)) };

    const filled: Filled[] = [];
    const figures: Record<string, number>[] = [];
    for (const n of SIZES) {
      filled.push(await fill(place, n));
      await sql.query('vacuum analyze');
      const last = filled.at(-1);
      if (last) figures.push(await measure(place, last));
    }
    // A question that reads one row, over the same line: what none of the above can be faster than.
    const floorMs = await median(() => call(backend.system(), 'public_accounts', { slug: 'nobody' }));
    await sql.end();
    await backend.close();
    const { pageMs, pageFloorMs } = await pages(url, path.join(dir, 'data'), filled);
    const [few = {}, many = {}] = figures;
    const ratio = Object.fromEntries(Object.keys(few).map((key) => [key, round((many[key] ?? 0) / (few[key] || 1))]));
    return {
      sizes: SIZES,
      few: { ...few, pageMs: pageMs[0] },
      many: { ...many, pageMs: pageMs[1] },
      ratio,
      floorMs,
      pageFloorMs,
      targets: { pageMs: 100, overviewMs: 20, publicTotalsMs: 20, ratio: 1.5 },
    };
  } finally {
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
