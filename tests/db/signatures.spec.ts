import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PublicTotals, TeamTotals } from '$lib/contracts/totals';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { ask, createCast, loose, must, newCampaign, PERSONAS, value, type Cast } from './cast';

let cast: Cast;
let system: Db;
let another: Db;
beforeAll(async () => {
  cast = await createCast();
  system = cast.world.backend.system();
  another = (await cast.world.another()).system();
});
afterAll(() => cast.close());

interface Item {
  id: string;
  campaign: string;
  email_key: string;
  op_id: string;
  [more: string]: unknown;
}
interface Told {
  id: string;
  outcome: 'new' | 'pending' | 'already' | 'refused';
}
const item = (campaign: string, mailbox: string, more: Record<string, unknown> = {}): Item => ({
  id: uuidv7(),
  campaign,
  op_id: uuidv7(),
  email_key: mailbox,
  email_sealed: `sealed ${mailbox}`,
  name_sealed: 'sealed name',
  name_key: 'name',
  comment_sealed: 'sealed comment',
  address_key: 'address',
  country: 'AR',
  visibility: 'full',
  updates: true,
  locale: 'es',
  source: 'mail',
  ...more,
});
const sign = (items: Item[], by = system) => must<Told[]>(by, 'sign_batch', { items });
const outcomes = async (items: Item[], by = system) => (await sign(items, by)).map(({ outcome }) => outcome);
const confirm = (signature: string, name = 'Ana P.') =>
  must<{ outcome: string }>(system, 'confirm_signature', { signature, public_name: name });
const withdraw = (signature: string) => must<{ outcome: string }>(system, 'withdraw_signature', { signature });
const count = (by = system) => must<{ campaign: string; v: number }[]>(by, 'count_signatures');
const recount = (campaign: string) => must<{ drift: object[] }>(system, 'recount_signatures', { campaign });
const frame = (campaign: string) => must<TeamTotals>(system, 'team_totals_frame', { campaign });
const fresh = async (): Promise<string> => (await newCampaign(cast.world)).id;
const mails = (campaign: string): Promise<string> =>
  value(
    cast.world,
    `select coalesce(string_agg(kind, ',' order by created_at, kind), '') from outbox where campaign_id = $1`,
    [campaign],
  );

describe('signing', () => {
  it('answers each in the order asked, and sends each new mailbox one mail', async () => {
    const campaign = await fresh();
    const items = Array.from({ length: 30 }, (_, i) => item(campaign, `m${i}`));
    const told = await sign(items);
    expect(told).toEqual(items.map(({ id }) => ({ id, outcome: 'new' })));
    expect(
      await value(cast.world, 'select count(distinct ref) || count(*)::text from outbox where campaign_id = $1', [
        campaign,
      ]),
    ).toBe('3030');
  });

  it('takes one of two of the same mailbox in one batch', async () => {
    const campaign = await fresh();
    const items = [item(campaign, 'same'), item(campaign, 'other'), item(campaign, 'same')];
    expect((await outcomes(items)).sort()).toEqual(['new', 'new', 'pending']);
    expect(await mails(campaign)).toBe('signature_confirm,signature_confirm');
  });

  it('takes one of many of the same mailboxes in batches at once, and no batch is thrown out', async () => {
    for (let round = 0; round < 6; round++) {
      const campaign = await fresh();
      const names = Array.from({ length: 20 }, (_, i) => `m${i}`);
      const batches = await Promise.all(
        Array.from({ length: 6 }, (_, n) =>
          sign(
            (n % 2 === 0 ? names : [...names].reverse()).map((name) => item(campaign, name)),
            n % 3 === 0 ? another : system,
          ),
        ),
      );
      expect(batches.flat().filter(({ outcome }) => outcome === 'new')).toHaveLength(20);
      expect(batches.flat().filter(({ outcome }) => outcome === 'pending')).toHaveLength(100);
      expect(await value(cast.world, 'select count(*) from outbox where campaign_id = $1', [campaign])).toBe('20');
    }
  });

  it('gives a repeated request the same answer, in one batch or later, and one mail', async () => {
    const campaign = await fresh();
    const once = item(campaign, 'again');
    const [first] = await sign([once]);
    const retry = { ...once, id: uuidv7() };
    expect(await sign([retry, once])).toEqual([first, first]);
    await confirm(once.id);
    expect(await sign([retry])).toEqual([first]);
    expect(await mails(campaign)).toBe('signature_confirm,signature_confirmed');
  });

  it('tells the mailbox, not the visitor, and not more than five times nor twice in ten minutes', async () => {
    const campaign = await fresh();
    const one = item(campaign, 'box');
    await sign([one]);
    expect(await outcomes([item(campaign, 'box')])).toEqual(['pending']);
    await confirm(one.id);
    const later = () =>
      cast.world.sql.query(`update signatures set mailed_at = mailed_at - interval '11 minutes' where id = $1`, [
        one.id,
      ]);
    for (let i = 0; i < 7; i++) {
      await later();
      expect(await outcomes([item(campaign, 'box'), item(campaign, 'box')])).toEqual(['already', 'already']);
    }
    expect(await mails(campaign)).toBe(`signature_confirm,signature_confirmed${',signature_already'.repeat(4)}`);
  });

  it('is refused by a campaign that is closed, a draft or not there, alike for those who signed before', async () => {
    const campaign = await fresh();
    const early = item(campaign, 'early');
    await sign([early]);
    for (const status of ['closed', 'draft']) {
      await cast.world.sql.query('update campaigns set status = $2 where id = $1', [campaign, status]);
      const before = await mails(campaign);
      const items = [item(campaign, 'early'), item(campaign, 'late'), item(randomUUID(), 'lost'), early];
      expect(await outcomes(items)).toEqual(['refused', 'refused', 'refused', 'new']);
      expect(await mails(campaign)).toBe(before);
    }
  });

  it('is for the service alone', async () => {
    const campaign = await fresh();
    for (const persona of PERSONAS) {
      for (const [name, args] of [
        ['sign_batch', { items: [item(campaign, 'x')] }],
        ['confirm_signature', { signature: randomUUID() }],
        ['withdraw_signature', { signature: randomUUID() }],
        ['outbox_claim', { n: 1, lease_s: 1 }],
      ] as const) {
        expect((await ask(cast.db(persona), name, args)).error?.code, `${persona} ${name}`).toBe('42501');
      }
    }
  });
});

describe('confirming and withdrawing', () => {
  it('happens once, whoever presses twice', async () => {
    const campaign = await fresh();
    const one = item(campaign, 'a');
    await sign([one]);
    const pressed = await Promise.all(Array.from({ length: 5 }, () => confirm(one.id)));
    expect(pressed.map(({ outcome }) => outcome).sort()).toEqual([
      'already',
      'already',
      'already',
      'already',
      'confirmed',
    ]);
    expect((await withdraw(one.id)).outcome).toBe('withdrawn');
    expect((await withdraw(one.id)).outcome).toBe('gone');
    expect((await confirm(one.id)).outcome).toBe('gone');
    expect((await confirm(randomUUID())).outcome).toBe('gone');
  });

  it('keeps nothing of the person, and lets the mailbox sign anew', async () => {
    const campaign = await fresh();
    const one = item(campaign, 'personal-key');
    await sign([one]);
    await confirm(one.id, 'Ana Pérez');
    await withdraw(one.id);
    const row = await value<string>(cast.world, 'select to_jsonb(s)::text from signatures s where id = $1', [one.id]);
    for (const trace of ['personal-key', 'Ana', 'sealed', 'address"', '"name"']) {
      expect(row.replaceAll(/"\w+":/g, ''), trace).not.toContain(trace);
    }
    expect(await outcomes([item(campaign, 'personal-key')])).toEqual(['new']);
  });

  it('forgets whoever never confirmed, after the days that the mail names, and nobody else', async () => {
    const campaign = await fresh();
    const [old, kept, young] = [item(campaign, 'old'), item(campaign, 'kept'), item(campaign, 'young')];
    await sign([old, kept, young]);
    await confirm(kept.id);
    const age = `update signatures set created_at = created_at - interval '31 days' where id = any ($1)`;
    await cast.world.sql.query(age, [[old.id, kept.id]]);
    expect(await must(system, 'forget_unconfirmed', { days: 30 })).toMatchObject({ forgotten: 1 });
    expect((await confirm(old.id)).outcome).toBe('gone');
    const left = `select string_agg(state || ' ' || coalesce(email_sealed, 'nothing'), ', ' order by state) from signatures where campaign_id = $1`;
    expect(await value(cast.world, left, [campaign])).toBe(
      'confirmed sealed kept, pending sealed young, rejected nothing',
    );
    await count();
    expect(await recount(campaign)).toEqual({ drift: [] });
  });

  it('shows a name only once confirmed, and never that of a private signature', async () => {
    const { id, slug } = await newCampaign(cast.world);
    const [open, hidden, waiting] = [item(id, '1'), item(id, '2', { visibility: 'private' }), item(id, '3')];
    await sign([open, hidden, waiting]);
    await confirm(open.id, 'Shown');
    await confirm(hidden.id, 'Hidden');
    const page = await must<{ names: { name: string }[] }>(cast.world.backend.anon(), 'public_campaign', {
      slug,
      locale: 'es',
    });
    expect(page.names.map(({ name }) => name)).toEqual(['Shown']);
  });
});

describe('counts', () => {
  it('are what a recount finds, for whatever happens in whatever order', async () => {
    const action = fc.tuple(
      fc.constantFrom('sign', 'confirm', 'withdraw', 'count'),
      fc.nat(40),
      fc.constantFrom('AR', 'CL', 'ES'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 40 }), async (actions) => {
        const campaign = await fresh();
        const ids: string[] = [];
        const act = async ([what, n, country]: (typeof actions)[number]): Promise<void> => {
          const target = ids[n % Math.max(ids.length, 1)] ?? randomUUID();
          if (what === 'sign') {
            const one = item(campaign, `m${n}`, { country, source: country.toLowerCase() });
            const [told] = await sign([one], n % 2 === 0 ? system : another);
            if (told?.outcome === 'new') ids.push(told.id);
          } else if (what === 'confirm') await confirm(target);
          else if (what === 'withdraw') await withdraw(target);
          else await Promise.all([count(), count(another)]);
        };
        for (let i = 0; i < actions.length; i += 5) await Promise.all(actions.slice(i, i + 5).map(act));
        await count();
        const rows = await cast.world.sql.query<{ state: string; n: number }>(
          'select state, count(*)::int as n from signatures where campaign_id = $1 group by 1',
          [campaign],
        );
        const n = (state: string): number => rows.rows.find((row) => row.state === state)?.n ?? 0;
        const totals = await frame(campaign);
        expect([totals.confirmed, totals.pending, totals.withdrawn]).toEqual([
          n('confirmed'),
          n('pending'),
          n('withdrawn'),
        ]);
        const sum = (parts: { n: number }[]): number => parts.reduce((all, part) => all + Number(part.n), 0);
        for (const parts of [totals.byCountry, totals.bySource, totals.byHour, totals.byDay]) {
          expect(sum(parts)).toBe(totals.confirmed);
        }
        expect(await recount(campaign)).toEqual({ drift: [] });
      }),
      { numRuns: 15 },
    );
  });

  it('are not doubled by two who count at once, and `v` only grows', async () => {
    const campaign = await fresh();
    let last = 0;
    for (let round = 0; round < 10; round++) {
      await sign(Array.from({ length: 5 }, (_, i) => item(campaign, `m${round}-${i}`)));
      await Promise.all([count(), count(another), count(), count(another)]);
      await count();
      const totals = await frame(campaign);
      expect(totals.pending).toBe((round + 1) * 5);
      expect(Number(totals.v)).toBeGreaterThan(last);
      last = Number(totals.v);
    }
    await count();
    expect(Number((await frame(campaign)).v)).toBe(last);
    expect(await recount(campaign)).toEqual({ drift: [] });
  });

  it('survive a counter that is killed half way', async () => {
    const campaign = await fresh();
    await sign(Array.from({ length: 9 }, (_, i) => item(campaign, `m${i}`)));
    const client = new pg.Client({ connectionString: cast.world.url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('begin');
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid, count_signatures()');
    // Whoever comes meanwhile leaves the work to the one who has it.
    expect(await count(another)).toEqual([]);
    expect((await frame(campaign)).pending).toBe(0);
    await cast.world.sql.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
    await count();
    expect((await frame(campaign)).pending).toBe(9);
    expect(await recount(campaign)).toEqual({ drift: [] });
  });

  it('that were tampered with are repaired, and it is told by how much', async () => {
    const campaign = await fresh();
    const items = Array.from({ length: 4 }, (_, i) => item(campaign, `m${i}`));
    await sign(items);
    await Promise.all(items.map(({ id }) => confirm(id)));
    await count();
    const { v } = await frame(campaign);
    await cast.world.sql.query(
      `update app.signature_counts set n = n + 1000 where campaign_id = $1 and dim = 'total' and key = 'confirmed'`,
      [campaign],
    );
    await cast.world.sql.query(`insert into app.signature_counts values ($1, 'country', 'ZZ', 7)`, [campaign]);
    const { drift } = await recount(campaign);
    expect(drift).toHaveLength(2);
    expect(drift).toContainEqual({ dim: 'total', key: 'confirmed', was: 1004, should: 4 });
    expect(drift).toContainEqual({ dim: 'country', key: 'ZZ', was: 7, should: 0 });
    const repaired = await frame(campaign);
    expect(repaired.confirmed).toBe(4);
    expect(repaired.byCountry).toEqual([{ key: 'AR', n: 4 }]);
    expect(Number(repaired.v)).toBeGreaterThan(Number(v));
    expect(await recount(campaign)).toEqual({ drift: [] });
  });

  it('are recounted truly while people sign', async () => {
    const campaign = await fresh();
    const load = Array.from({ length: 12 }, async (_, n) => {
      const items = Array.from({ length: 5 }, (__, i) => item(campaign, `m${n}-${i}`));
      await sign(items, n % 2 === 0 ? system : another);
      await Promise.all(items.map(({ id }) => confirm(id)));
    });
    const checks = Array.from({ length: 6 }, () => recount(campaign));
    expect(await Promise.all(checks)).toEqual(checks.map(() => ({ drift: [] })));
    await Promise.all(load);
    await count();
    expect((await frame(campaign)).confirmed).toBe(60);
    expect(await recount(campaign)).toEqual({ drift: [] });
  });
});

describe('the public', () => {
  const anon = () => cast.world.backend.anon();

  it('is not told of a draft, nor of what is not there', async () => {
    const { slug } = await newCampaign(cast.world, { status: 'draft' });
    for (const name of [slug, 'nowhere', '', "' or true --"]) {
      expect(await must(anon(), 'public_campaign', { slug: name, locale: 'es' })).toBeNull();
      expect(await must(anon(), 'public_totals', { slug: name })).toBeNull();
    }
    const open = await must<{ slug: string }[]>(anon(), 'public_campaigns', { locale: 'es' });
    expect(open.map((one) => one.slug)).not.toContain(slug);
    expect(open.map((one) => one.slug)).toContain(cast.slug);
  });

  it('is told each figure only when the campaign publishes it', async () => {
    const { id, slug } = await newCampaign(cast.world);
    const parts = { publish_fund: 'fund', publish_detained: 'detained', publish_hearing: 'nextHearing' } as const;
    const totals = () => must<PublicTotals>(anon(), 'public_totals', { slug });
    const always = ['at', 'campaign', 'goal', 'organisations', 'paper', 'signatures', 'v'];
    expect(Object.keys(await totals()).sort()).toEqual(always);
    for (const [column, part] of Object.entries(parts)) {
      await cast.world.sql.query(`update campaigns set ${column} = true where id = $1`, [id]);
      expect(Object.keys(await totals()).sort()).toEqual([...always, part].sort());
      await cast.world.sql.query(`update campaigns set ${column} = false where id = $1`, [id]);
    }
  });

  it('sees confirmed signatures alone, and the figure grows its version', async () => {
    const { id, slug } = await newCampaign(cast.world);
    const items = [item(id, '1'), item(id, '2')];
    await sign(items);
    await confirm(items[0]?.id ?? '');
    expect(await count()).toContainEqual({ campaign: id, v: expect.any(Number) as number });
    const totals = await must<PublicTotals>(anon(), 'public_totals', { slug });
    expect(totals).toMatchObject({ signatures: 1, goal: 1000, campaign: slug });
    expect(totals.v).toBeGreaterThan(0);
    expect((await loose(anon()).from('signatures').select('id')).error?.code).toBe('42501');
  });
});
