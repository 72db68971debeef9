import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataAnswer, integrityOf } from '../../src/lib/features/campaign/index.server';
import { openHouse, person, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  for (const country of ['AR', 'AR', 'AR', 'AR', 'AR', 'UY', 'LI']) await house.sign(person({ country }));
  for (const { confirm } of await house.mails()) await house.link('confirm', 'post', confirm);
  await house.sign(person());
  await house.totals();
});
afterAll(() => house.close());

const read = async (file: string, known: string | null = null, slug = house.slug) => {
  const answer = await dataAnswer(slug, file, known);
  return { answer, body: answer.status === 200 ? ((await answer.json()) as Record<string, unknown>) : null };
};

describe('public data', () => {
  it('may be read by any site, and says the same as the counter', async () => {
    const { answer, body } = await read('totals.json');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(body).toMatchObject({ version: 1, campaign: house.slug, received: 8, confirmed: 7, withdrawn: 0 });
    const tag = answer.headers.get('etag');
    expect((await read('totals.json', tag)).answer.status).toBe(304);
    expect((await read('totals.json', '"another"')).answer.status).toBe(200);
  });

  it('puts small countries together, so that nobody is pointed at', async () => {
    const { body } = await read('by-country.json');
    expect(body?.['countries']).toEqual([
      { country: 'AR', n: 5 },
      { country: 'other', n: 2 },
    ]);
  });

  it('tells days in the zone of the campaign', async () => {
    const { body } = await read('by-day.json');
    expect(body).toMatchObject({ zone: 'America/Argentina/Buenos_Aires', days: [{ n: 7 }] });
  });

  it('has no other file, and nothing of a campaign that is not open', async () => {
    for (const file of ['names.json', '__proto__', 'constructor', '', 'totals.csv'])
      expect((await read(file)).answer.status).toBe(404);
    for (const slug of ['elsewhere', "' or 1=1 --", '../x'])
      expect((await read('totals.json', null, slug)).answer.status).toBe(404);
  });
});

describe('the integrity page', () => {
  it('says what became of each, when it was counted anew, and what the journal ends with', async () => {
    const system = house.world.backend.system();
    const [confirmed = '', waiting = ''] = await Promise.all(
      ['confirmed', 'pending'].map(async (state) => (await house.rows()).find((row) => row.state === state)?.id ?? ''),
    );
    await house.sign(person());
    await house.world.sql.query(
      `update signatures set state = 'shadow', reason = 'bot' where state = 'pending' and id <> $1`,
      [waiting],
    );
    const again = person();
    await house.sign(again);
    await house.sign(again);
    await house.totals();
    const repeats = `update app.signature_counts set key = '2026-01-01' where campaign_id = $1 and dim = 'repeated'`;
    expect(await system.rpc('public_integrity', { slug: house.slug })).toMatchObject({ data: { repeated: 0 } });
    await house.world.sql.query(repeats, [house.campaign]);
    await system.rpc('withdraw_signature', { signature: confirmed });
    await system.rpc('disown_signature', { signature: waiting });
    await house.totals();
    await house.world.sql.query('select public.note_recount($1, 0)', [house.campaign]);
    await house.world.sql.query('update campaigns set goal = 101 where id = $1', [house.campaign]);
    const told = await integrityOf(house.slug);
    expect(told).toMatchObject({
      received: 11,
      repeated: 1,
      confirmed: 6,
      withdrawn: 1,
      rejected: 1,
      recount: { drift: 0 },
    });
    // They add up to what was refused: neither withdrawals nor what the fraud desk still looks at.
    expect(told?.reasons).toEqual([{ key: 'asked', n: 1 }]);
    expect(told?.journal?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await integrityOf('elsewhere')).toBeNull();
  });
});
