/** What tells a crowd from a wave: the proof of work, and the bounds of one address. */
import { solveChallenge } from 'altcha-lib/v1';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signatures } from '../../src/lib/features/signatures/index.server';
import { openHouse, person, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function proof(): Promise<string> {
  const challenge = await signatures().challenge();
  const found = await solveChallenge(challenge.challenge, challenge.salt, 'SHA-256', challenge.maxnumber).promise;
  return Buffer.from(JSON.stringify({ ...challenge, number: found?.number })).toString('base64');
}
const kept = async (proofs: boolean) => {
  const { rows } = await house.world.sql.query<{ n: number }>(
    'select count(*)::int as n from signatures where proof = $1',
    [proofs],
  );
  return rows[0]?.n ?? 0;
};
const thanks = { kind: 'redirect' };

describe('a proof of work', () => {
  it('is kept with the signature, and replayed it is none: here, and in another process', async () => {
    const answer = await proof();
    expect(await house.sign(person({ proof: answer }))).toMatchObject(thanks);
    expect([await kept(true), await kept(false)]).toEqual([1, 0]);
    expect(await house.sign(person({ proof: answer }))).toMatchObject(thanks);
    const neighbour = await house.neighbour();
    expect(await neighbour(person({ proof: answer }))).toBe('thanks');
    expect([await kept(true), await kept(false)]).toEqual([1, 2]);
  });

  it('forged or absent refuses nobody', async () => {
    const before = await kept(false);
    for (const answer of ['', 'x', '{}', btoa('{}'), btoa('null'), 'A'.repeat(5_000)])
      expect(await house.sign(person({ proof: answer }))).toMatchObject(thanks);
    expect(await kept(false)).toBe(before + 6);
  });
});

describe('one address', () => {
  it('goes to the shadow beyond its bounds, in silence; with proofs and from named countries later', async () => {
    const fresh = await openHouse();
    await fresh.world.sql.query(
      `update signing_rules set bare_burst = 5, burst = 8, loose_countries = '{UY}', loose_factor = 2 where campaign_id = $1`,
      [fresh.campaign],
    );
    const shadows = async () => {
      const { rows } = await fresh.world.sql.query<{ n: number }>(
        `select count(*)::int as n from signatures where state = 'shadow' and reason = 'limit'`,
      );
      return rows[0]?.n ?? 0;
    };
    const from = '198.51.100.7';
    for (let n = 0; n < 7; n++) expect(await fresh.sign(person(), { from })).toMatchObject(thanks);
    expect(await shadows()).toBe(2);
    for (let n = 0; n < 4; n++) await fresh.sign(person({ country: 'UY' }), { from: '198.51.100.9' });
    for (let n = 0; n < 8; n++) await fresh.sign(person({ country: 'UY' }), { from: '198.51.100.9' });
    expect(await shadows()).toBe(4);
    for (let n = 0; n < 9; n++) await fresh.sign(person({ proof: await proof() }), { from });
    expect(await shadows()).toBe(5);
    // The mailbox is written to and thanked like all others; the count stays.
    const mails = await fresh.mails();
    expect(mails).toHaveLength(28);
    const { rows } = await fresh.world.sql.query<{ id: string }>(
      `select id from signatures where state = 'shadow' limit 1`,
    );
    const token = fresh.keyring.linkToken('signature.confirm', rows[0]?.id ?? '', 0);
    expect(await fresh.link('confirm', 'post', token)).toMatchObject({ data: { state: 'confirmed' } });
    expect((await fresh.totals()).signatures).toBe(0);
    await fresh.close();
  });
});
