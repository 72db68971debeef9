import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { candidatesOf } from '../../src/lib/features/banking/banking.repo.server';
import { readStatements } from '../../src/lib/features/banking/formats/read';
import { importArgs } from '../../src/lib/features/banking/import.server';
import { candidateOf } from '../../src/lib/features/banking/candidates.server';
import { SURE, suggest } from '../../src/lib/features/banking/suggest';
import { donorNameKey, sealedPlace } from '../../src/lib/features/giving/places.server';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { rfReference } from '../../src/lib/kernel/rf';
import { startEmbedded } from '../../src/lib/server/backend/embedded/supervisor.server';
import { startBackend, type Backend, type Db } from '../../src/lib/server/backend/index.server';
import { liteSecrets } from '../../src/lib/server/backend/lite.server';
import { signToken } from '../../src/lib/server/backend/tokens.server';
import { createKeyring, type Keyring } from '../../src/lib/server/crypto/keyring.server';
import { newMaterial } from '../../src/lib/server/crypto/material.server';
import { readEnv } from '../../src/lib/server/env.server';
import { call } from '../../src/lib/server/rpc.server';

const PLEDGES = 20_000;
const ENTRIES = 5_000;
/** Lines that are matched in one question. */
const BATCH = 500;
const AMOUNTS = [1000, 2000, 2500, 5000, 10_000, 25_000];
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const seconds = (since: number): number => Math.round((performance.now() - since) / 10) / 100;

interface Pledge {
  id: string;
  reference: string;
  minor: number;
  name: string;
}
const amountOf = (n: number): number => AMOUNTS[n % AMOUNTS.length] ?? 1000;
/** Twenty thousand people of whom some share a name. */
const nameOf = (n: number): string => `Ana${n % 7000} Pérez${n % 11}`;
const dayOf = (n: number): string => `2026-01-${String(1 + (n % 28)).padStart(2, '0')}`;

async function promise(sql: pg.Client, keyring: Keyring, campaign: string): Promise<Pledge[]> {
  const pledges = Array.from({ length: PLEDGES }, (_, n) => ({
    id: uuidv7(),
    reference: rfReference(`K${n.toString(36).toUpperCase().padStart(9, '0')}`),
    minor: amountOf(n),
    name: nameOf(n),
  }));
  const rows = pledges.map(({ id, reference, minor, name }, n) => ({
    id,
    reference,
    minor,
    name_sealed: keyring.seal(name, sealedPlace(id, 'name')),
    name_key: donorNameKey(keyring, campaign, name),
    at: `2026-01-${String(1 + (n % 20)).padStart(2, '0')}T12:00:00Z`,
  }));
  await sql.query(
    `insert into pledges (id, campaign_id, reference, amount_minor, currency, locale, name_sealed, name_key, expires_at, created_at)
     select x.id, $1, x.reference, x.minor, 'EUR', 'es', x.name_sealed, x.name_key, now() + interval '60 days', x.at
     from jsonb_to_recordset($2) as x (id uuid, reference text, minor bigint, name_sealed text, name_key text, at timestamptz)`,
    [campaign, JSON.stringify(rows)],
  );
  return pledges;
}

/** A month of a French bank: most write the reference, some only their name, some nothing, and the bank takes its fees. */
function camt(pledges: readonly Pledge[]): { file: string; sum: number } {
  let sum = 0;
  const entries = Array.from({ length: ENTRIES }, (_, n) => {
    const pledge = pledges[(n * 7) % PLEDGES];
    const fee = n % 20 === 19;
    const kept = n % 10 === 3 ? 350 : 0;
    const minor = fee ? 120 : (pledge?.minor ?? 0) - kept;
    sum += fee ? -minor : minor;
    const side = fee ? 'Cdtr' : 'Dbtr';
    const who = n % 5 === 4 ? `Otra ${n} Persona` : (pledge?.name ?? '');
    const text = n % 10 < 7 ? `VIR SEPA solidaridad ${pledge?.reference ?? ''}` : 'VIR SEPA solidaridad con los presos';
    return `<Ntry><Amt Ccy="EUR">${(minor / 100).toFixed(2)}</Amt><CdtDbtInd>${fee ? 'DBIT' : 'CRDT'}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${dayOf(n)}</Dt></BookgDt><ValDt><Dt>${dayOf(n)}</Dt></ValDt><AcctSvcrRef>${n % 3 === 0 ? '' : `REF${n}`}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties><${side}><Pty><Nm>${who}</Nm></Pty></${side}><${side}Acct><Id><Othr><Id>ACC${n % 4000}</Id></Othr></Id></${side}Acct></RltdPties><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  });
  const balance = (kind: string, minor: number): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${(minor / 100).toFixed(2)}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`;
  const file = `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>FR7610278061050005965934133</IBAN></Id><Ccy>EUR</Ccy></Acct>${balance('OPBD', 100_000)}${balance('CLBD', 100_000 + sum)}\n${entries.join('\n')}</Stmt></BkToCstmrStmt></Document>`;
  return { file, sum };
}

async function treasurer(
  sql: pg.Client,
  backend: Backend,
  derive: (purpose: string) => Uint8Array,
): Promise<{ campaign: string; account: string; db: Db }> {
  const made = await backend.accounts.create('bench@people.test', 'bench only password');
  if (!made.ok) throw new Error(made.code);
  const [campaign, account, session] = [randomUUID(), uuidv7(), randomUUID()];
  const { userId } = made.value;
  await sql.query(`insert into campaigns (id, slug, status) values ($1, 'bench', 'open')`, [campaign]);
  await sql.query(
    `with m as (insert into members (campaign_id, user_id, display_name) values ($1, $2, 'Bench') returning id)
     insert into member_roles (id, campaign_id, user_id, roles) select id, $1, $2, '{treasurer}' from m`,
    [campaign, userId],
  );
  await sql.query('insert into auth.sessions (id, user_id) values ($1, $2)', [session, userId]);
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    sub: userId,
    aud: 'authenticated',
    role: 'authenticated',
    session_id: session,
    iat: now - 10,
    exp: now + 7200,
  };
  const db = backend.as(signToken(claims, liteSecrets(derive).jwtSecret));
  const args = { campaign, id: account, currency: 'EUR', name: 'Bench', iban: 'FR7610278061050005965934133' };
  await call(db, 'apply_op', { op_id: uuidv7(), kind: 'fund.set_account', args });
  return { campaign, account, db };
}

/** The same rows, without asking anything: what no import can be faster than. */
async function floor(sql: pg.Client): Promise<number> {
  const { rows } = await sql.query<{ all: string }>(`select jsonb_agg(to_jsonb(l)) as all from bank_lines l`);
  await sql.query('create table plain_lines (like bank_lines including defaults)');
  const sent = JSON.stringify(rows[0]?.all);
  const began = performance.now();
  await sql.query('insert into plain_lines select * from jsonb_populate_recordset(null::plain_lines, $1)', [sent]);
  return seconds(began);
}

/** A month with 5 000 entries, read, stored and matched against 20 000 pledges, in the server's own process. */
export default async function bank(): Promise<object> {
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
    const { campaign, account, db } = await treasurer(sql, backend, derive);
    const pledges = await promise(sql, keyring, campaign);
    await sql.query('vacuum analyze');
    const bytes = new TextEncoder().encode(camt(pledges).file);

    // What the process holds for the import, beside the tools that load this file and the pledges that were made in it.
    const held = (): number => {
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    let peak = held();
    const before = peak;
    const watch = setInterval(() => (peak = Math.max(peak, held())), 10);
    const began = performance.now();
    const read = readStatements(bytes, { today: '2026-02-01', currency: 'EUR', mapping: null });
    if (read.kind !== 'read') throw new Error(JSON.stringify(read));
    const parseSeconds = seconds(began);
    const sealing = performance.now();
    const target = { keyring, campaign, account, nameKey: (name: string) => donorNameKey(keyring, campaign, name) };
    const args = await importArgs(target, uuidv7(), { bytes, ...read });
    const sealSeconds = seconds(sealing);
    const storing = performance.now();
    const stored = await call<{ result: { added: number } }>(db, 'apply_op', {
      op_id: uuidv7(),
      kind: 'banking.import',
      args,
    });
    const storeSeconds = seconds(storing);

    const matching = performance.now();
    const facts = new Map(
      read.statements
        .flatMap(({ lines }) => lines)
        .map((line, at) => [args.lines[at]?.id ?? '', { line, currency: 'EUR' }]),
    );
    const ids = args.lines.map(({ id }) => id);
    let sure = 0;
    let matched = 0;
    for (let at = 0; at < ids.length; at += BATCH) {
      const batch = ids.slice(at, at + BATCH);
      const candidates = Map.groupBy(await candidatesOf(db, campaign, batch), ({ line }) => line);
      for (const id of batch) {
        const found = facts.get(id);
        if (found === undefined) continue;
        const { line, currency } = found;
        const [best] = suggest(
          { minor: line.minor, currency, day: line.bookedOn, charges: line.chargesMinor },
          (candidates.get(id) ?? []).map((one) =>
            candidateOf(
              one,
              line.name,
              one.nameSealed ? keyring.open(one.nameSealed, sealedPlace(one.id, 'name')) : '',
            ),
          ),
        );
        if (best !== undefined) matched += 1;
        if (best !== undefined && best.confidence >= SURE) sure += 1;
      }
    }
    const matchSeconds = seconds(matching);
    const totalSeconds = seconds(began);
    clearInterval(watch);
    peak = Math.max(peak, held());

    const again = performance.now();
    const twice = await importArgs(target, uuidv7(), { bytes, ...read });
    const known = await call<{ result: { added: number } }>(db, 'apply_op', {
      op_id: uuidv7(),
      kind: 'banking.import',
      args: twice,
    });
    const againSeconds = seconds(again);
    const floorSeconds = await floor(sql);
    await sql.end();
    await backend.close();
    return {
      entries: ENTRIES,
      pledges: PLEDGES,
      fileMb: Math.round(bytes.length / 104_857.6) / 10,
      added: stored.result.added,
      addedTwice: known.result.added,
      matched,
      sure,
      parseSeconds,
      sealSeconds,
      storeSeconds,
      matchSeconds,
      totalSeconds,
      againSeconds,
      floorSeconds,
      memoryMb: Math.round(peak / 1_048_576),
      memoryGrownMb: Math.round((peak - before) / 1_048_576),
      rssMb: Math.round(process.memoryUsage().rss / 1_048_576),
      targets: { totalSeconds: 5, memoryMb: 300 },
    };
  } finally {
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
