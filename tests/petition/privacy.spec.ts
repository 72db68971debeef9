import { isActionFailure } from '@sveltejs/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as page from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/privacy/+page.server';
import { openHouse, person, type House } from './house';

let house: House;
let addresses = 0;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function askLinks(email: string, topic = ''): Promise<{ status: number; data: unknown }> {
  const url = new URL(`https://ronda.test/c/${house.slug}/privacy`);
  const links: unknown = page.actions['links'];
  if (typeof links !== 'function') throw new Error('no such action');
  const from = `10.8.0.${++addresses}`;
  const data: unknown = await Reflect.apply(links, undefined, [
    {
      params: { campaign: house.slug },
      request: new Request(url, { method: 'POST', body: new URLSearchParams({ email, topic }) }),
      url,
      locals: { locale: 'es' },
      getClientAddress: () => from,
    },
  ]);
  return isActionFailure(data) ? { status: data.status, data: data.data } : { status: 200, data };
}
const linkMails = async () => (await house.mails()).filter(({ kind }) => kind === 'signature_links');

describe('asking for the own page', () => {
  it('answers everybody the same and writes only to a mailbox that signed, once an hour', async () => {
    const who = person();
    await house.sign(who);
    const known = await askLinks(who['email'] ?? '');
    const stranger = await askLinks('never@people.test');
    expect(stranger).toEqual(known);
    await askLinks((who['email'] ?? '').toUpperCase());
    const mails = await linkMails();
    expect(mails.map(({ to }) => to)).toEqual([who['email']]);
    expect(mails[0]?.text).toMatch(/\/mine\/[\w-]{48}/);
  });

  it('writes to nobody who withdrew, nor for a robot', async () => {
    const who = person();
    await house.sign(who);
    const mail = (await house.mails()).find(({ to }) => to === who['email']);
    await house.link('withdraw', 'post', mail?.withdraw ?? '');
    const before = (await linkMails()).length;
    await askLinks(who['email'] ?? '');
    const other = person();
    await house.sign(other);
    expect(await askLinks(other['email'] ?? '', 'buy')).toEqual({ status: 200, data: { sent: true } });
    expect(await linkMails()).toHaveLength(before);
  });

  it.each(['', 'nobody', 'a@b@c', 'x'.repeat(300)])('refuses %s', async (email) => {
    expect((await askLinks(email)).status).toBe(400);
  });
});

it('says the rule of the campaign and every wording there was', async () => {
  const { sql, backend } = house.world;
  const read = async () =>
    (await backend.anon().rpc('public_privacy', { slug: house.slug })).data as {
      months: number | null;
      consents: unknown[];
    };
  expect(await read()).toMatchObject({ months: null, consents: [] });
  await sql.query(`insert into retention_rules (campaign_id, basis, months) values ($1, 'closed', 24)`, [
    house.campaign,
  ]);
  for (const consent of ['Uno', 'Dos'])
    await sql.query('update campaign_texts set consent = $2 where campaign_id = $1', [house.campaign, consent]);
  expect(await read()).toMatchObject({ months: 24, basis: 'closed', consents: [{ text: 'Dos' }, { text: 'Uno' }] });
  await sql.query(`update campaigns set status = 'draft' where id = $1`, [house.campaign]);
  expect(await read()).toBeNull();
});
