/** Proofs spent once, alarms, and taking thousands of forged signatures out of the count and back. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FraudConditions } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { apply, ask, createCast, join, must, mustApply, newCampaign, value, type Cast } from './cast';

let cast: Cast;
let system: Db;
beforeAll(async () => {
  cast = await createCast();
  system = cast.world.backend.system();
});
afterAll(() => cast.close());

const item = (campaign: string, more: Record<string, unknown> = {}) => ({
  id: uuidv7(),
  campaign,
  op_id: uuidv7(),
  email_key: randomUUID(),
  email_sealed: 'sealed',
  name_key: 'ana',
  country: 'AR',
  visibility: 'full',
  locale: 'es',
  source: 'mail',
  network_key: 'a network',
  domain_key: 'a domain',
  ...more,
});
const many = (campaign: string, n: number, more: Record<string, unknown> = {}) =>
  Array.from({ length: n }, () => item(campaign, more));
const sign = (items: object[]) => must<{ id: string }[]>(system, 'sign_batch', { items });
const confirmAll = (campaign: string, where = 'true') =>
  cast.world.sql.query(
    `update signatures set state = 'confirmed', confirmed_at = now() where campaign_id = $1 and state = 'pending' and ${where}`,
    [campaign],
  );
/** A campaign of its own, with an organizer who is asked through their rights. */
async function desk(): Promise<{ campaign: string; db: Db }> {
  const { id: campaign } = await newCampaign(cast.world);
  const user = await join(cast.world, campaign, ['organizer']);
  return { campaign, db: cast.world.backend.as(user.accessToken) };
}
const states = async (campaign: string): Promise<Record<string, number>> => {
  await must(system, 'count_signatures');
  expect(await must(system, 'recount_signatures', { campaign })).toEqual({ drift: [] });
  return value(
    cast.world,
    `select coalesce(jsonb_object_agg(key, n) filter (where n <> 0), '{}') from app.signature_counts where campaign_id = $1 and dim = 'total'`,
    [campaign],
  );
};
async function begin(db: Db, campaign: string, conditions: FraudConditions, kind = 'invalidate'): Promise<string> {
  const id = uuidv7();
  await mustApply(db, 'fraud.begin', { campaign, id, kind, conditions, reason: 'bot', expected: 0 });
  return id;
}
async function work(n = 1000): Promise<number> {
  for (let batches = 0; ; batches += 1) if ((await must(system, 'fraud_work', { n })) === null) return batches;
}
const preview = (db: Db, campaign: string, conditions: unknown, kind = 'invalidate') =>
  ask<{ n: number; states: Record<string, number> }>(db, 'fraud_preview', { campaign, kind, conditions });

describe('a proof of work', () => {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const proofs = (campaign: string) =>
    value(cast.world, 'select count(*)::int from signatures where campaign_id = $1 and proof', [campaign]);

  it('serves once, also for two in one batch or two batches at once', async () => {
    const campaign = (await newCampaign(cast.world)).id;
    const proof = { proof_id: 'x'.repeat(20), proof_until: until };
    await sign([item(campaign, proof), item(campaign, proof), item(campaign)]);
    expect(await proofs(campaign)).toBe(1);
    const other = { proof_id: 'y'.repeat(20), proof_until: until };
    await Promise.all(Array.from({ length: 6 }, () => sign([item(campaign, other), item(campaign, proof)])));
    expect(await proofs(campaign)).toBe(2);
    expect(await value(cast.world, 'select count(*)::int from signatures where campaign_id = $1', [campaign])).toBe(15);
  });

  it('is none once it has run out, and is forgotten then', async () => {
    const campaign = (await newCampaign(cast.world)).id;
    await sign([item(campaign, { proof_id: 'z'.repeat(20), proof_until: '2020-01-01T00:00:00Z' })]);
    expect(await proofs(campaign)).toBe(0);
    await cast.world.sql.query(`update app.spent_proofs set until = now() - interval '1 second'`);
    await must(system, 'prune_proofs');
    expect(await value(cast.world, 'select count(*)::int from app.spent_proofs')).toBe(0);
  });
});

describe('invalidating', () => {
  it('takes what meets every condition, in batches, and gives it all back', async () => {
    const { campaign, db } = await desk();
    await sign([
      ...many(campaign, 120, { network_key: 'bots' }),
      ...many(campaign, 40, { network_key: 'bots', country: 'CL' }),
    ]);
    await sign(many(campaign, 60));
    await sign(many(campaign, 30, { network_key: 'bots', shadow: 'limit' }));
    await confirmAll(campaign, `email_key < '8'`);
    const before = await states(campaign);
    const conditions = { networkKey: 'bots', country: 'AR' };
    expect((await preview(db, campaign, conditions)).data).toMatchObject({ n: 150, states: { shadow: 30 } });
    const run = await begin(db, campaign, conditions);
    expect(await work(40)).toBe(5);
    expect(await states(campaign)).toMatchObject({ received: 250, invalidated: 150 });
    expect(await value(cast.world, `select state || ' ' || done_n from invalidations where id = $1`, [run])).toBe(
      'done 150',
    );
    expect(
      await value(cast.world, `select count(*)::int from outbox where campaign_id = $1 and state = 'dropped'`, [
        campaign,
      ]),
    ).toBe(150);
    await mustApply(db, 'fraud.undo', { run });
    await work(40);
    expect(await states(campaign)).toEqual(before);
    expect(await value(cast.world, `select state from invalidations where id = $1`, [run])).toBe('undone');
    expect(
      await value(cast.world, `select count(*)::int from outbox where campaign_id = $1 and state <> 'queued'`, [
        campaign,
      ]),
    ).toBe(0);
  });

  it('stops when told, goes on after a crash, and can be undone half way', async () => {
    const { campaign, db } = await desk();
    await sign(many(campaign, 90, { domain_key: 'forged' }));
    const run = await begin(db, campaign, { domainKey: 'forged' });
    await must(system, 'fraud_work', { n: 30 });
    // A process that dies in a batch leaves the batch undone.
    const client = await cast.world.sql.connect();
    await client.query('begin');
    await client.query('select public.fraud_work(30)');
    await client.query('rollback');
    client.release();
    expect(await states(campaign)).toMatchObject({ invalidated: 30 });
    await mustApply(db, 'fraud.cancel', { run });
    await work();
    expect(await states(campaign)).toMatchObject({ invalidated: 30 });
    expect((await apply(db, 'fraud.cancel', { run })).error?.code).toBe('RN404');
    await mustApply(db, 'fraud.undo', { run });
    await work();
    expect(await states(campaign)).toEqual({ received: 90 });
  });

  it('leaves alone what came later, what was withdrawn, and what another run took', async () => {
    const { campaign, db } = await desk();
    const [first, second] = await sign(many(campaign, 2, { source: 'x' }));
    const run = await begin(db, campaign, { source: 'x' });
    await sign(many(campaign, 1, { source: 'x' }));
    await work();
    expect(await states(campaign)).toEqual({ received: 3, invalidated: 2 });
    await must(system, 'withdraw_signature', { signature: first?.id });
    await must(system, 'confirm_signature', { signature: second?.id });
    expect(await states(campaign)).toEqual({ received: 3, invalidated: 1, withdrawn: 1 });
    await mustApply(db, 'fraud.undo', { run });
    await work();
    expect(await states(campaign)).toEqual({ received: 3, withdrawn: 1, confirmed: 1 });
  });

  it('releases from the shadow what would have counted', async () => {
    const { campaign, db } = await desk();
    const [clicked] = await sign(many(campaign, 5, { shadow: 'limit', proof: true }));
    await must(system, 'confirm_signature', { signature: clicked?.id });
    const conditions = { from: new Date(Date.now() - 60_000).toISOString(), proof: false };
    expect((await preview(db, campaign, conditions, 'release')).data?.n).toBe(5);
    const run = await begin(db, campaign, conditions, 'release');
    await work();
    expect(await states(campaign)).toEqual({ received: 5, confirmed: 1 });
    await mustApply(db, 'fraud.undo', { run });
    await work();
    expect(await states(campaign)).toEqual({ received: 5, shadow: 5 });
  });

  it('refuses no conditions, unknown ones and those of others, and takes any text as a value', async () => {
    const { campaign, db } = await desk();
    await sign(many(campaign, 3));
    for (const conditions of [
      {},
      { states: ['confirmed'] },
      { everything: true },
      { from: 'x' },
      { proof: 'x' },
      [],
      7,
      { country: null },
    ]) {
      const { error } = await preview(db, campaign, conditions);
      expect(error?.code, JSON.stringify(conditions)).toBe('RN400');
      const args = { campaign, id: uuidv7(), kind: 'invalidate', conditions, reason: 'bot', expected: 0 };
      expect((await apply(db, 'fraud.begin', args)).error?.code).toBe('RN400');
    }
    for (const nasty of [`' or true --`, `\\' or true --`, '$1', '%L', `"; drop table signatures`]) {
      for (const key of ['nameKey', 'country', 'source', 'referrer', 'townKey', 'domainKey', 'networkKey'])
        expect((await preview(db, campaign, { [key]: nasty })).data?.n).toBe(0);
    }
    for (const persona of ['legal', 'observer', 'stranger', 'anonymous'] as const) {
      expect((await preview(cast.db(persona), cast.campaign, { country: 'AR' })).error).not.toBeNull();
      expect((await ask(cast.db(persona), 'fraud_trends', { campaign: cast.campaign })).error).not.toBeNull();
    }
  });

  it('is done with four thousand in seconds', async () => {
    const { campaign, db } = await desk();
    for (let at = 0; at < 8; at++) await sign(many(campaign, 500, { domain_key: 'wave' }));
    await begin(db, campaign, { domainKey: 'wave' });
    const began = performance.now();
    await work(2000);
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(await states(campaign)).toMatchObject({ invalidated: 4000 });
  });
});

interface Trended {
  key: string;
  n: number;
  unusual: number;
}
const trendsOf = (db: Db, campaign: string) =>
  must<{ hour: Record<'networks' | 'domains', Trended[]>; shadow: number }>(db, 'fraud_trends', { campaign });
const alarms = (campaign: string) =>
  value<string>(
    cast.world,
    `select coalesce(string_agg(kind || ' ' || n, ', ' order by kind, n desc), '') from fraud_alarms where campaign_id = $1 and seen_at is null`,
    [campaign],
  );
/** Signatures of earlier days: `n` at each step, from `since` ago until three hours ago. */
const past = (campaign: string, keys: object, since: string, step: string, n: number) =>
  cast.world.sql.query(
    `insert into signatures (id, campaign_id, country, visibility, locale, op_id, created_at, network_key, domain_key)
     select gen_random_uuid(), $1, 'AR', 'full', 'es', gen_random_uuid(), t, k ->> 'network_key', k ->> 'domain_key'
     from generate_series(now() - $2::interval, now() - interval '3 hours', $3::interval) t, generate_series(1, $4::int), (select $5::jsonb as k) x`,
    [campaign, since, step, n, JSON.stringify(keys)],
  );

describe('the watch', () => {
  it('rings once for one network and one wave, again when it doubles, and tells what trends', async () => {
    const { campaign, db } = await desk();
    await sign([
      ...many(campaign, 110, { network_key: 'farm', domain_key: 'd1' }),
      ...many(campaign, 20, { network_key: 'home' }),
    ]);
    await must(system, 'fraud_watch');
    await must(system, 'fraud_watch');
    expect(await alarms(campaign)).toBe('network 110');
    const alarm = await value<string>(cast.world, 'select id from fraud_alarms where campaign_id = $1', [campaign]);
    await mustApply(db, 'fraud.dismiss', { alarm });
    expect(await alarms(campaign)).toBe('');
    await sign(many(campaign, 130, { network_key: 'farm', shadow: 'limit' }));
    await must(system, 'fraud_watch');
    expect(await alarms(campaign)).toBe('network 240, shadow 130');
    const { hour, shadow } = await trendsOf(db, campaign);
    // A campaign without a day behind it: a twentieth of what came is what one network may bring, half of it one domain.
    expect(hour.networks[0]).toMatchObject({ key: 'farm', n: 240, shadow: 130, unusual: 18.5 });
    expect(hour.domains.map(({ n, unusual }) => [n, unusual])).toEqual([
      [150, 1.2],
      [110, 0.8],
    ]);
    expect(shadow).toBe(0);
  });

  it('rings for three equal networks and their domains in a quiet campaign', async () => {
    const { campaign, db } = await desk();
    await past(campaign, { network_key: 'home' }, '3 days', '5 hours', 2);
    await sign(['one', 'two', 'three'].flatMap((key) => many(campaign, 133, { network_key: key, domain_key: key })));
    await must(system, 'fraud_watch');
    expect(await alarms(campaign)).toBe('domain 133, domain 133, domain 133, network 133, network 133, network 133');
    const { hour } = await trendsOf(db, campaign);
    expect([...hour.networks, ...hour.domains].map(({ unusual }) => unusual)).toEqual(Array(6).fill(26.6));
  });

  it('measures a rally by what its network and the busiest of others brought before', async () => {
    const { campaign, db } = await desk();
    await past(campaign, { network_key: 'some carrier', domain_key: 'provider' }, '4 days', '1 hour', 40);
    await sign(many(campaign, 110, { network_key: 'rally', domain_key: 'provider' }));
    await must(system, 'fraud_watch');
    const [rally] = (await trendsOf(db, campaign)).hour.networks;
    expect(rally).toMatchObject({ key: 'rally', n: 110, unusual: 2.8 });
    expect(await alarms(campaign)).toBe('');
    // Its own morning counts more than what others bring.
    const hours = await value<number>(
      cast.world,
      `select greatest(1, extract(epoch from now() - interval '1 hour' - date_trunc('day', now() - interval '1 hour', 'UTC')) / 3600)::float`,
    );
    await sign(many(campaign, 200, { network_key: 'rally', domain_key: 'other' }));
    await cast.world.sql.query(
      `update signatures set created_at = greatest(date_trunc('day', now() - interval '1 hour', 'UTC'), now() - interval '61 minutes') where campaign_id = $1 and domain_key = 'other'`,
      [campaign],
    );
    const [again] = (await trendsOf(db, campaign)).hour.networks;
    expect(again?.n).toBe(110);
    expect(again?.unusual).toBeCloseTo(110 / Math.max(40, 200 / hours), 0);
    // Five times that is no rally.
    await sign(many(campaign, 500, { network_key: 'bots', domain_key: 'provider' }));
    await must(system, 'fraud_watch');
    expect(await alarms(campaign)).toBe('domain 610, network 500');
  });

  it('takes nothing for usual that was taken out of the count', async () => {
    const { campaign, db } = await desk();
    await past(campaign, { network_key: 'last wave', domain_key: 'wave' }, '4 days', '2 hours', 200);
    await sign(many(campaign, 120, { network_key: 'new wave', domain_key: 'wave' }));
    const unusual = async () => {
      await must(system, 'fraud_watch');
      const { hour } = await trendsOf(db, campaign);
      return [hour.networks[0]?.unusual, hour.domains[0]?.unusual];
    };
    expect(await unusual()).toEqual([0.6, expect.closeTo(1.2, 0)]);
    await begin(db, campaign, { networkKey: 'last wave' });
    await work(20_000);
    expect(await unusual()).toEqual([24, 24]);
  });
});
