import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TeamTotals } from '../../src/lib/contracts/totals';
import { coverOf, deliveryRepo, listDocument, makeDeliveries } from '../../src/lib/features/delivery/index.server';
import { listSignatures, searchSignatures } from '../../src/lib/features/signatures/desk.server';
import { canonicalEmail } from '../../src/lib/features/signatures/email';
import { exportSignatures } from '../../src/lib/features/signatures/export.server';
import type { SignatureFilter } from '../../src/lib/features/signatures/filter';
import { nameKeyText } from '../../src/lib/features/signatures/model';
import { EMAIL_INDEX, NAME_INDEX, sealedPlace } from '../../src/lib/features/signatures/places.server';
import { signaturesRepo, type SealedSignature } from '../../src/lib/features/signatures/signatures.repo.server';
import { totalsCsv } from '../../src/lib/features/signatures/totals-csv.server';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { startEmbedded } from '../../src/lib/server/backend/embedded/supervisor.server';
import { startBackend, type Backend, type Db } from '../../src/lib/server/backend/index.server';
import { liteSecrets } from '../../src/lib/server/backend/lite.server';
import { signToken } from '../../src/lib/server/backend/tokens.server';
import { createKeyring, type Keyring } from '../../src/lib/server/crypto/keyring.server';
import { newMaterial } from '../../src/lib/server/crypto/material.server';
import { readEnv } from '../../src/lib/server/env.server';
import { call } from '../../src/lib/server/rpc.server';

const FEW = 1_000;
const MANY = 1_000_000;
/** The newest, sealed for real: what pages show. The others stand there as those who were erased do. */
const SEALED = 2_000;
/** Lines of a list for a court, each with a name that is opened. */
const DELIVERED = 10_000;
const ROUNDS = 15;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

const round = (value: number): number => Math.round(value * 10) / 10;

/** Milliseconds in the middle of some rounds, after one that warms what a running installation has warm. */
async function median(work: () => Promise<unknown>, rounds = ROUNDS): Promise<number> {
  const took: number[] = [];
  for (let at = 0; at <= rounds; at += 1) {
    const began = performance.now();
    await work();
    if (at > 0) took.push(performance.now() - began);
  }
  return round(took.sort((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0);
}

interface Place {
  sql: pg.Client;
  backend: Backend;
  keyring: Keyring;
  db: Db;
}

async function campaignOf({ sql }: Place, user: string): Promise<string> {
  const id = randomUUID();
  await sql.query(`insert into campaigns (id, slug, status, goal) values ($1, $2, 'open', 2000000)`, [
    id,
    `c-${id.slice(0, 8)}`,
  ]);
  await sql.query(
    `with m as (insert into members (campaign_id, user_id, display_name) values ($1, $2, 'Bench') returning id)
     insert into member_roles (id, campaign_id, user_id, roles) select id, $1, $2, '{owner}' from m`,
    [id, user],
  );
  return id;
}

/** Rows as signing leaves them: 90 of 100 confirmed, over 200 days, 30 countries and 40 sources, one in five with a comment. */
async function fill({ sql }: Place, campaign: string, n: number): Promise<void> {
  await sql.query(
    `insert into signatures (id, campaign_id, state, reason, email_key, name_key, country, visibility, updates, locale, source, op_id, mails,
       referred_by, created_at, confirmed_at)
     select gen_random_uuid(), $1::uuid, x.state, case x.state when 'rejected' then 'expired' when 'withdrawn' then 'asked' end,
       md5('m' || x.n || $1::uuid) || 'aaaaaaaaaaa', md5('n' || x.n || $1::uuid) || 'aaaaaaaaaaa',
       (array['AR','AR','AR','AR','AR','AR','AR','AR','CL','CL','UY','UY','BR','BR','ES','ES','MX','CO','PE','BO','PY','EC','VE','FR','DE','IT','GB','US','CA','SE'])[1 + x.n % 30],
       (array['full', 'initials', 'private'])[1 + x.n % 3], x.n % 4 = 0, 'es', case when x.n % 2 = 0 then '' else 'place-' || x.n % 40 end,
       gen_random_uuid(), 1, case when x.n % 50 = 0 then 'ab' || translate(lpad((x.n % 700)::text, 6, '2'), '01', 'xy') end,
       now() - make_interval(secs => x.n * 17280000.0 / $2::integer), case when x.state = 'confirmed' then now() - make_interval(secs => x.n * 17280000.0 / $2::integer) end
     from (select g.n, case when g.n % 100 < 90 then 'confirmed' when g.n % 100 < 96 then 'pending' when g.n % 100 < 98 then 'withdrawn' else 'rejected' end as state
       from generate_series(1, $2::integer) as g (n)) x`,
    [campaign, n],
  );
}

async function seal({ sql, keyring }: Place, campaign: string, n: number): Promise<void> {
  const { rows } = await sql.query<{ id: string }>(
    'select id from signatures where campaign_id = $1 order by created_at desc limit $2',
    [campaign, n],
  );
  const sealed = rows.map(({ id }, at) => {
    const [name, email] = [`Ana Pérez ${at}`, `ana.${at}@people.test`];
    return {
      id,
      name: keyring.seal(name, sealedPlace(id, 'name')),
      email: keyring.seal(email, sealedPlace(id, 'email')),
      comment: at % 5 === 0 ? keyring.seal('Porque sí', sealedPlace(id, 'comment')) : null,
      name_key: keyring.index(NAME_INDEX, `${campaign}|${nameKeyText(name)}`),
      email_key: keyring.index(EMAIL_INDEX, `${campaign}|${canonicalEmail(email)}`),
    };
  });
  await sql.query(
    `update signatures s set name_sealed = x.name, email_sealed = x.email, comment_sealed = x.comment, name_key = x.name_key, email_key = x.email_key
     from jsonb_to_recordset($1) as x (id uuid, name text, email text, comment text, name_key text, email_key text) where s.id = x.id`,
    [JSON.stringify(sealed)],
  );
}

const shareCode = (): string =>
  Array.from(randomBytes(8), (byte) => 'abcdefghijklmnopqrstuvwxyz23456789'[byte % 34]).join('');

/** Signatures committed a second by batches of 64, four at a time, as the signer hands them over. */
async function signing({ backend }: Place, campaign: string, seconds: number): Promise<number> {
  const repo = signaturesRepo(() => backend.system());
  const key = (): string => randomUUID().replaceAll('-', '') + 'aaaaaaaaaaa';
  const one = (): SealedSignature => ({
    id: uuidv7(),
    campaign,
    name_sealed: 'v1.k1.'.padEnd(90, 'x'),
    email_sealed: 'v1.k1.'.padEnd(100, 'x'),
    email_key: key(),
    name_key: key(),
    country: 'AR',
    visibility: 'private',
    comment_sealed: null,
    updates: false,
    locale: 'es',
    source: 'whatsapp',
    address_key: key(),
    op_id: uuidv7(),
    town_sealed: null,
    town_key: null,
    network_key: key(),
    domain_key: key(),
    proof_id: null,
    proof_until: null,
    share_code: shareCode(),
    referred_by: null,
    consent_version: 1,
    shadow: null,
  });
  let stored = 0;
  const began = performance.now();
  const until = began + seconds * 1000;
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while (performance.now() < until) {
        const batch = Array.from({ length: 64 }, one).sort((a, b) => (a.email_key < b.email_key ? -1 : 1));
        await repo.signBatch(batch);
        stored += batch.length;
      }
    }),
  );
  return stored / ((performance.now() - began) / 1000);
}

/** Reads an export to its end; `peakMb` is how much the process grew at most while it went on. */
async function exported(
  { db, keyring }: Place,
  campaign: string,
): Promise<{ rows: number; seconds: number; peakMb: number }> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  let lines = 0;
  const began = performance.now();
  const columns = ['signed', 'state', 'name', 'email', 'country', 'comment', 'source', 'id'] as const;
  const stream = exportSignatures(db, keyring, { campaign, filter: {}, columns, locale: 'es' });
  for await (const chunk of stream) {
    for (const byte of chunk) if (byte === 10) lines += 1;
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  return {
    rows: lines - 1,
    seconds: round((performance.now() - began) / 1000),
    peakMb: Math.round((peak - before) / 1_048_576),
  };
}

/** A list for a court of `DELIVERED` names: how long it takes to chain, and each time it is drawn. */
async function delivered(place: Place, member: string): Promise<{ lines: number; chainedMs: number; pdfMs: number }> {
  const { backend, db, keyring } = place;
  const campaign = await campaignOf(place, member);
  const rows = Math.ceil((DELIVERED * 100) / 90);
  await fill(place, campaign, rows);
  await seal(place, campaign, rows);
  await call(backend.system(), 'count_signatures');
  const id = uuidv7();
  const args = {
    campaign,
    id,
    recipient: 'Bench',
    day: '2026-01-01',
    locale: 'es',
    names: 'initials',
    consents: [],
    replaces: null,
  };
  await call(db, 'apply_op', { op_id: id, kind: 'delivery.make', args });
  const began = performance.now();
  await makeDeliveries({ repo: deliveryRepo(() => backend.system()), keyring });
  const chainedMs = round(performance.now() - began);
  const cover = await coverOf(db, campaign, id);
  if (cover === null) throw new Error('no list was made');
  const pdfMs = await median(
    () => listDocument(db, cover, { origin: 'http://ronda.test', verify: '/c/bench/verify' }),
    3,
  );
  return { lines: cover.done, chainedMs, pdfMs };
}

async function memberOf(
  { sql, backend }: Omit<Place, 'db'>,
  derive: (purpose: string) => Uint8Array,
): Promise<{ user: string; db: Db }> {
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

/** The list, the search, totals, export and signing with a million signatures in one campaign, in the server's own process. */
export default async function signatures(): Promise<object> {
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
    const keyring = createKeyring(newMaterial());
    const derive = (purpose: string): Uint8Array => keyring.derive(purpose);
    const env = readEnv({ DATABASE_URL: url, ORIGIN: 'http://ronda.test', LOG_LEVEL: 'silent' });
    const backend = await startBackend(env, { log: quiet, derive });
    const sql = new pg.Client(postgres.connection('bench'));
    sql.on('error', () => undefined);
    await sql.connect();
    const { user: member, db } = await memberOf({ sql, backend, keyring }, derive);
    const place: Place = { sql, backend, keyring, db };
    // What draws a list asks the running application for its keys.
    Reflect.set(globalThis, Symbol.for('ronda.app'), { keyring });

    const few = await campaignOf(place, member);
    await fill(place, few, FEW);
    await call(backend.system(), 'count_signatures');
    await signing(place, few, 3);
    const signedFew = await signing(place, few, 8);

    const campaign = await campaignOf(place, member);
    await fill(place, campaign, MANY);
    await seal(place, campaign, SEALED);
    await call(backend.system(), 'count_signatures');
    await sql.query('vacuum analyze');

    const page =
      (filter: SignatureFilter, oldest = false) =>
      () =>
        listSignatures(db, keyring, campaign, { filter, oldest, beyond: null }, 50);
    const totals = () => call<TeamTotals>(db, 'team_totals', { campaign });
    const figures = {
      totalsMs: await median(totals),
      chartsMs: await median(async () => totalsCsv(await totals(), 'days', 'es')),
      listMs: await median(page({})),
      listOldestMs: await median(page({}, true)),
      listCountryMs: await median(page({ country: 'SE' })),
      listCommonMs: await median(page({ state: 'confirmed', visibility: 'private', updates: 'yes' })),
      listRareMs: await median(page({ state: 'withdrawn', country: 'SE', updates: 'yes' })),
      listNothingMs: await median(page({ state: 'shadow' })),
      searchMailMs: await median(() => searchSignatures(db, keyring, campaign, 'Ana.7@people.test')),
      searchNameMs: await median(() => searchSignatures(db, keyring, campaign, 'ana perez 7')),
    };
    const list = await delivered(place, member);
    const signedMany = await signing(place, campaign, 8);
    const { rows, seconds, peakMb } = await exported(place, campaign);
    const sizes = await sql.query<{ mb: string }>(`select round(pg_indexes_size('signatures') / 1048576.0) as mb`);
    await sql.end();
    await backend.close();
    return {
      signatures: MANY,
      ...figures,
      signFewPerSecond: Math.round(signedFew),
      signManyPerSecond: Math.round(signedMany),
      signRatio: round((signedFew / signedMany) * 10) / 10,
      deliveryLines: list.lines,
      deliveryChainedMs: list.chainedMs,
      deliveryPdfMs: list.pdfMs,
      exportRows: rows,
      exportSeconds: seconds,
      exportPeakMb: peakMb,
      indexesMb: Number(sizes.rows[0]?.mb),
      targets: {
        totalsMs: 50,
        chartsMs: 50,
        listMs: 150,
        searchMailMs: 200,
        searchNameMs: 200,
        deliveryPdfMs: 3000,
        signRatio: 1.2,
      },
    };
  } finally {
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
