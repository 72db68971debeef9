/** What is kept with a signature, and when two of one mailbox count. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, describe } from 'vitest';
import type { TeamTotals } from '$lib/contracts/totals';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { createCast, mustApply, must, newCampaign, value, type Cast } from './cast';

let cast: Cast;
let system: Db;
beforeAll(async () => {
  cast = await createCast();
  system = cast.world.backend.system();
});
afterAll(() => cast.close());

interface Told {
  id: string;
  outcome: 'new' | 'pending' | 'already' | 'refused';
}
const item = (campaign: string, mailbox: string, more: Record<string, unknown> = {}) => ({
  id: uuidv7(),
  campaign,
  op_id: uuidv7(),
  email_key: mailbox,
  email_sealed: `sealed ${mailbox}`,
  name_sealed: 'sealed name',
  name_key: 'ana',
  country: 'AR',
  visibility: 'full',
  locale: 'es',
  source: 'mail',
  address_key: 'an address',
  network_key: 'a network',
  domain_key: 'a domain',
  town_key: 'home',
  town_sealed: 'sealed town',
  ...more,
});
const sign = (...items: object[]) => must<Told[]>(system, 'sign_batch', { items });
const outcomes = async (...items: object[]) => (await sign(...items)).map(({ outcome }) => outcome);
const fresh = async (): Promise<string> => (await newCampaign(cast.world)).id;
const counts = async (campaign: string, dim: string): Promise<Record<string, number>> => {
  await must(system, 'count_signatures');
  return value(
    cast.world,
    `select coalesce(jsonb_object_agg(key, n) filter (where n <> 0), '{}') from app.signature_counts where campaign_id = $1 and dim = $2`,
    [campaign, dim],
  );
};
const confirm = (id: string) =>
  must<{ outcome: string }>(system, 'confirm_signature', { signature: id, public_name: 'A.' });
const slots = (campaign: string) =>
  value<string>(
    cast.world,
    `select coalesce(string_agg(slot || ' ' || coalesce(name_key, '-'), ', ' order by slot, state), '') from signatures where campaign_id = $1`,
    [campaign],
  );

describe('a household', () => {
  it('counts twice by two names of one place, and not three times', async () => {
    const campaign = await fresh();
    expect(await outcomes(item(campaign, 'box'))).toEqual(['new']);
    expect(await outcomes(item(campaign, 'box', { name_key: 'eva' }))).toEqual(['new']);
    expect(await outcomes(item(campaign, 'box', { name_key: 'luz' }))).toEqual(['pending']);
    expect(await slots(campaign)).toBe('1 ana, 2 eva');
  });

  it('counts twice also when all sign at once', async () => {
    const campaign = await fresh();
    const told = await outcomes(...['ana', 'eva', 'luz', 'eva'].map((name_key) => item(campaign, 'box', { name_key })));
    expect(told.filter((one) => one === 'new')).toHaveLength(2);
    const others = await fresh();
    const apart = await Promise.all(
      ['ana', 'eva', 'luz', 'sol', 'paz'].map((name_key) => outcomes(item(others, 'box', { name_key }))),
    );
    expect(apart.flat().filter((one) => one === 'new')).toHaveLength(2);
  });

  it.each([
    ['the same name', { town_key: 'home' }],
    ['another town', { name_key: 'eva', town_key: 'away' }],
    ['another country', { name_key: 'eva', country: 'CL' }],
    ['no town', { name_key: 'eva', town_key: null }],
  ])('counts once with %s', async (_, change) => {
    const campaign = await fresh();
    await sign(item(campaign, 'box'));
    expect(await outcomes(item(campaign, 'box', change))).toEqual(['pending']);
  });

  it('counts once when nobody named a town', async () => {
    const campaign = await fresh();
    await sign(item(campaign, 'box', { town_key: null }));
    expect(await outcomes(item(campaign, 'box', { name_key: 'eva', town_key: null }))).toEqual(['pending']);
  });

  it('never gives one name both places, whoever left before', async () => {
    const campaign = await fresh();
    const [ana] = await sign(item(campaign, 'box'));
    await sign(item(campaign, 'box', { name_key: 'eva' }));
    await must(system, 'withdraw_signature', { signature: ana?.id });
    expect(await outcomes(item(campaign, 'box', { name_key: 'eva' }))).toEqual(['pending']);
    expect(await outcomes(item(campaign, 'box', { name_key: 'luz', town_key: 'away' }))).toEqual(['pending']);
    expect(await outcomes(item(campaign, 'box', { name_key: 'luz' }))).toEqual(['new']);
    expect(await slots(campaign)).toBe('1 luz, 1 -, 2 eva');
  });

  it('writes to the one who signs again, not to the other', async () => {
    const campaign = await fresh();
    const [ana] = await sign(item(campaign, 'box'));
    const [eva] = await sign(item(campaign, 'box', { name_key: 'eva' }));
    await confirm(ana?.id ?? '');
    expect(await sign(item(campaign, 'box', { name_key: 'eva' }))).toEqual([{ id: eva?.id, outcome: 'pending' }]);
    expect(await sign(item(campaign, 'box'))).toEqual([{ id: ana?.id, outcome: 'already' }]);
  });
});

describe('what is kept with a signature', () => {
  it('names the wording that stood beside the form, and each wording stays', async () => {
    const campaign = cast.campaign;
    const texts = (consent: string) => ({ title: 'T', summary: '', statement: '', fundText: '', consent });
    const now = () => value<number>(cast.world, `select app.consent_version($1, 'es')`, [campaign]);
    const before = await now();
    await mustApply(cast.db('owner'), 'campaign.text', { campaign, locale: 'es', ...texts('We keep little.') });
    expect(await now()).toBeGreaterThan(before);
    const changed = await now();
    await mustApply(cast.db('owner'), 'campaign.text', {
      campaign,
      locale: 'es',
      ...texts('We keep little.'),
      title: 'X',
    });
    expect(await now()).toBe(changed);
    const [one, two] = [item(campaign, 'shown', { consent_version: before }), item(campaign, 'not told')];
    await sign(one, two);
    const kept = (id: string) =>
      value<number>(cast.world, 'select consent_version from signatures where id = $1', [id]);
    expect([await kept(one.id), await kept(two.id)]).toEqual([before, changed]);
    expect(
      await value(cast.world, 'select text from consent_texts where campaign_id = $1 and version = $2', [
        campaign,
        changed,
      ]),
    ).toBe('We keep little.');
  });

  it('has a share code of its own, and lets nobody out because a code was taken', async () => {
    const campaign = await fresh();
    const code = 'abcdefg2';
    expect(
      await outcomes(item(campaign, 'a', { share_code: code }), item(campaign, 'b', { share_code: code })),
    ).toEqual(['new', 'new']);
    expect(await outcomes(item(campaign, 'c', { share_code: code }))).toEqual(['new']);
    expect(await value(cast.world, 'select count(share_code) from signatures where campaign_id = $1', [campaign])).toBe(
      '1',
    );
    expect(await outcomes(item(await fresh(), 'a', { share_code: code }))).toEqual(['new']);
  });
});

describe('shadow', () => {
  it('looks to its owner like any other, and never counts', async () => {
    const campaign = await fresh();
    const one = item(campaign, 'bot', { shadow: 'limit', source: 'x' });
    expect(await outcomes(one)).toEqual(['new']);
    const look = () => must<{ state: string }>(system, 'signature_look', { signature: one.id });
    expect(await look()).toMatchObject({ state: 'pending' });
    expect(await confirm(one.id)).toEqual({ outcome: 'confirmed' });
    expect(await look()).toMatchObject({ state: 'confirmed' });
    expect(await confirm(one.id)).toEqual({ outcome: 'already' });
    expect(await outcomes(item(campaign, 'bot'))).toEqual(['already']);
    expect(await counts(campaign, 'total')).toEqual({ received: 1, shadow: 1 });
    expect(await counts(campaign, 'reason')).toEqual({ limit: 1 });
    expect(await counts(campaign, 'country')).toEqual({});
    const totals = await must<TeamTotals>(system, 'team_totals_frame', { campaign });
    expect(totals).toMatchObject({ confirmed: 0, pending: 0, latest: [] });
    expect(await must(system, 'withdraw_signature', { signature: one.id })).toEqual({ outcome: 'withdrawn' });
    expect(await counts(campaign, 'total')).toEqual({ received: 1, withdrawn: 1 });
  });
});

describe('every figure', () => {
  const states = ['pending', 'confirmed', 'withdrawn', 'rejected', 'shadow', 'invalidated'] as const;
  it('is what a recount finds, whatever state becomes whatever other, in one statement for many', async () => {
    const step = fc.record({
      from: fc.constantFrom(...states),
      to: fc.constantFrom(...states),
      reason: fc.constantFrom('bot', 'limit', 'duplicate', null),
      referred: fc.constantFrom('abcdefg2', null),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
        const campaign = await fresh();
        await sign(
          ...Array.from({ length: 30 }, (_, n) =>
            item(campaign, `m${n}`, { source: n % 3 ? 'x' : '', referred_by: n % 4 ? null : 'zzzzzzz9' }),
          ),
        );
        for (const { from, to, reason, referred } of steps) {
          await cast.world.sql.query(
            `update signatures set state = $2, reason = $3, referred_by = $4, confirmed_at = case when $2 = 'confirmed' then now() end
             where campaign_id = $1 and state = $5`,
            [campaign, to, to === 'pending' || to === 'confirmed' ? null : reason, referred, from],
          );
          if (reason === 'bot') await must(system, 'count_signatures');
        }
        await cast.world.sql.query(
          'delete from signatures where id in (select id from signatures where campaign_id = $1 limit 3)',
          [campaign],
        );
        await must(system, 'count_signatures');
        expect(await must(system, 'recount_signatures', { campaign })).toEqual({ drift: [] });
        const total = await counts(campaign, 'total');
        const reasons = await counts(campaign, 'reason');
        const sum = (of: Record<string, number>): number => Object.values(of).reduce((all, n) => all + n, 0);
        const { received = 0, confirmed = 0, ...others } = total;
        expect(received).toBe(27);
        expect(sum(reasons)).toBe(sum(others));
        const { rejected = 0, invalidated = 0 } = others;
        expect(sum(await counts(campaign, 'refusal'))).toBe(rejected + invalidated);
        expect(sum(await counts(campaign, 'source_received'))).toBe(27);
        const totals = await must<TeamTotals>(system, 'team_totals_frame', { campaign });
        expect(totals.confirmed + totals.pending + sum(others)).toBe(27);
        expect(totals.confirmed).toBe(confirmed);
      }),
      { numRuns: 12 },
    );
  });

  it('is repaired, and the drift told, when a write went round the triggers', async () => {
    const campaign = await fresh();
    await sign(item(campaign, randomUUID()));
    await must(system, 'count_signatures');
    await cast.world.sql.query(
      `update app.signature_counts set n = n + 7 where campaign_id = $1 and dim in ('total', 'source_received') and key in ('received', 'mail')`,
      [campaign],
    );
    const { drift } = await must<{ drift: object[] }>(system, 'recount_signatures', { campaign });
    expect(drift).toHaveLength(2);
    expect(await must(system, 'recount_signatures', { campaign })).toEqual({ drift: [] });
  });
});
