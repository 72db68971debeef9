/** What counting keeps, against the rows: by a statement of its own, because the recount of the product is on trial as well. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';

/** As the superuser of the bundled PostgreSQL that runs in `dataDir`. */
export async function connectTo(dataDir: string): Promise<pg.Client> {
  const lines = readFileSync(path.join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n');
  const [, , , port, folder, host] = lines;
  const password = readFileSync(path.join(dataDir, 'postgres/password'), 'utf8').trim();
  const client = new pg.Client({
    host: folder || host || '127.0.0.1',
    port: Number(port),
    user: 'postgres',
    password,
    database: 'ronda',
  });
  client.on('error', () => undefined); // it is killed with its server
  await client.connect();
  return client;
}

const some = (state: string, n: number): string =>
  `id in (select id from public.signatures where op_id = id and state = '${state}' order by random() limit ${n})`;

/**
 * Every way a signature can go, many at once and over hours and days, so that each dimension moves all the time. Those of people
 * who sign meanwhile are left alone (theirs have another op_id): their mails are looked for in the end.
 */
const TURNS = [
  `insert into public.signatures (id, campaign_id, state, email_key, country, source, visibility, locale, op_id)
   select x.id, c.id, 'pending', x.id, (array['AR', 'UY', 'CL'])[1 + floor(random() * 3)],
     (array['', 'qr-plaza', 'mail'])[1 + floor(random() * 3)], 'private', 'es', x.id
   from public.campaigns c cross join lateral (select gen_random_uuid() as id from generate_series(1, 50)) x where c.slug = 'argentina'`,
  `update public.signatures set state = 'confirmed', confirmed_at = now() - random() * interval '9 days',
     referred_by = (array['abcdefg2', 'hjkmnpq3', null])[1 + floor(random() * 3)] where ${some('pending', 30)}`,
  `update public.signatures set state = 'withdrawn', reason = 'asked' where ${some('confirmed', 7)}`,
  `update public.signatures set state = 'invalidated', state_before = state, reason = 'bot' where ${some('confirmed', 9)}`,
  `update public.signatures set state = 'rejected', reason = 'bounce' where ${some('pending', 5)}`,
  `update public.signatures set state = 'confirmed', state_before = null, reason = null where ${some('invalidated', 4)}`,
  `update public.signatures set state = 'shadow', reason = 'limit' where ${some('pending', 6)}`,
  `update public.signatures set state = 'pending', reason = null where ${some('shadow', 2)}`,
  'select public.count_signatures()',
];

/** Turns signatures over, and counts beside the program's own counter, until it is stopped or the server is gone. */
export function churn(client: pg.Client): { stop(): Promise<void> } {
  let going = true;
  const turning = (async () => {
    for (let turn = 0; going; turn += 1) await client.query(TURNS[turn % TURNS.length] ?? '');
  })().catch((error: unknown) => {
    // An answer of the database would be a mistake in a turn; a broken line has no code, a shutdown has 57P0x.
    if (error instanceof pg.DatabaseError && !error.code?.startsWith('57P')) throw error;
  });
  return {
    async stop() {
      going = false;
      await turning;
      await client.end().catch(() => undefined);
    },
  };
}

/** Numbers ahead, close together: many are reached while things are killed. */
export async function setMilestones(client: pg.Client): Promise<void> {
  await client.query(
    `insert into public.milestones (campaign_id, n) select c.id, x.n from public.campaigns c
       cross join lateral (select generate_series(app.total(c.id, 'confirmed') + 5, app.total(c.id, 'confirmed') + 2000, 5) as n) x
     where c.slug = 'argentina' on conflict do nothing`,
  );
}

const BY_ROWS = `
  with rows as (
    select s.campaign_id, x.dim, x.key, count(*) as n
    from public.signatures s cross join lateral (values
      ('total', 'received', true),
      ('total', s.state, s.state <> 'pending'),
      ('country', s.country, s.state = 'confirmed'),
      ('source', s.source, s.state = 'confirmed'),
      ('source_received', s.source, true),
      ('referrer', s.referred_by, s.state = 'confirmed'),
      ('reason', coalesce(s.reason, 'other'), s.state not in ('pending', 'confirmed')),
      ('refusal', coalesce(s.reason, 'other'), s.state in ('rejected', 'invalidated')),
      ('hour', to_char(s.confirmed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24":00:00Z"'), s.state = 'confirmed')
    ) x (dim, key, hit)
    where x.hit and x.key is not null group by 1, 2, 3
  ),
  kept as (select campaign_id, dim, key, n from app.signature_counts where n <> 0 and dim <> 'repeated')
  select (select count(*)::int from app.signature_deltas) as waiting,
    (select array_agg(distinct dim order by dim) from kept) as dims,
    (select coalesce(jsonb_agg(jsonb_build_array(dim, key, r.n, k.n)), '[]') from rows r full join kept k using (campaign_id, dim, key)
     where r.n is distinct from k.n) as drift,
    (select coalesce(jsonb_agg(m.n), '[]') from public.milestones m where m.dropped_at is null and m.reached_at is null
       and m.n <= app.total(m.campaign_id, 'confirmed')) as missed,
    (select coalesce(jsonb_agg(x.entity_id), '[]') from (select j.entity_id from public.journal j where j.entity = 'milestones'
       and j.patch ? 'reached_at' and j.verb = 'update' group by j.stream, j.entity_id having count(*) > 1) x) as twice`;

export interface Counted {
  /** Changes that nobody has added up yet. */
  waiting: number;
  dims: string[];
  /** Dimension, key, what the rows say, what is kept. */
  drift: unknown[];
  /** Milestones that are passed and not reached, and those that were announced twice. */
  missed: number[];
  twice: string[];
}

/** Adds up what a killed counter left and answers how that compares with the rows, as one moment sees both. */
export async function compare(client: pg.Client): Promise<Counted> {
  for (let attempt = 1; ; attempt += 1) {
    await client.query('select public.count_signatures()');
    const { rows } = await client.query<Counted>(BY_ROWS);
    const [found] = rows;
    if (found && (found.waiting === 0 || attempt === 100)) return found;
    // The program's own counter holds the lock.
    await new Promise((done) => setTimeout(done, 50));
  }
}
