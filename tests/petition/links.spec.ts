import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHouse, person, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function signed(change: Record<string, string> = {}) {
  const who = person(change);
  await house.sign(who);
  const mail = (await house.mails()).find(({ to }) => to === who['email']);
  if (!mail) throw new Error('no mail');
  return { ...mail, who };
}
const state = (value: string) => ({ kind: 'page', data: { state: value } });
const stateOf = async (email: string) => {
  const { rows } = await house.world.sql.query<{ state: string }>(
    'select state from public.signatures s where s.id = (select id from public.signatures order by created_at desc limit 1)',
  );
  return email && rows[0]?.state;
};

describe('the link to confirm', () => {
  it('changes nothing by being opened, however often', async () => {
    const { confirm, who } = await signed();
    for (let n = 0; n < 3; n++) expect(await house.link('confirm', 'get', confirm)).toMatchObject(state('ask'));
    expect(await stateOf(who['email'] ?? '')).toBe('pending');
  });

  it('confirms by its button, once, and says so afterwards', async () => {
    const { confirm } = await signed();
    const before = (await house.totals()).signatures;
    const pressed = await Promise.all([house.link('confirm', 'post', confirm), house.link('confirm', 'post', confirm)]);
    expect(pressed.map((came) => (came.kind === 'page' ? came.data.state : came.kind)).sort()).toEqual([
      'already',
      'confirmed',
    ]);
    expect(await house.link('confirm', 'post', confirm)).toMatchObject(state('already'));
    expect(await house.link('confirm', 'get', confirm)).toMatchObject(state('already'));
    expect((await house.totals()).signatures).toBe(before + 1);
  });

  it('is void after thirty days, by the day it was made', async () => {
    await signed();
    const id = (await house.rows()).at(-1)?.id ?? '';
    const made = (days: number) => house.keyring.linkToken('signature.confirm', id, 0, Date.now() - days * 86_400_000);
    expect(await house.link('confirm', 'get', made(30))).toMatchObject(state('ask'));
    expect(await house.link('confirm', 'post', made(31))).toMatchObject(state('expired'));
    expect((await house.rows()).at(-1)?.state).toBe('pending');
  });

  it('is nothing when it was forged, made for something else or for another campaign', async () => {
    const { confirm, withdraw } = await signed();
    const id = (await house.rows()).at(-1)?.id ?? '';
    const flipped = `${confirm.startsWith('A') ? 'B' : 'A'}${confirm.slice(1)}`;
    const other = house.keyring.linkToken('signature.confirm', randomUUID(), 0);
    for (const token of [flipped, withdraw, other, 'x', '', `${confirm}A`, `../${confirm}`, "' or 1=1 --"])
      for (const method of ['get', 'post'] as const)
        expect(await house.link('confirm', method, token)).toEqual({ kind: 'error', status: 404 });
    expect(await house.link('confirm', 'post', confirm, { slug: 'elsewhere' })).toEqual({ kind: 'error', status: 404 });
    expect((await house.rows()).find((row) => row.id === id)?.state).toBe('pending');
  });

  it('puts a name in the open only when its owner chose so, and only then', async () => {
    const { confirm } = await signed({ name: 'Rosa <i>Luz</i>', visibility: 'full' });
    expect((await house.rows()).at(-1)?.public_name).toBeNull();
    await house.link('confirm', 'post', confirm);
    expect((await house.rows()).at(-1)?.public_name).toBe('Rosa <i>Luz</i>');
  });
});

describe('the link to withdraw', () => {
  it('asks first, then erases who it was and lets the count go down', async () => {
    const { confirm, withdraw, who } = await signed({ visibility: 'full' });
    await house.link('confirm', 'post', confirm);
    const before = (await house.totals()).signatures;
    expect(await house.link('withdraw', 'get', withdraw)).toMatchObject(state('ask'));
    expect((await house.totals()).signatures).toBe(before);
    expect(await house.link('withdraw', 'post', withdraw)).toMatchObject(state('withdrawn'));
    expect((await house.totals()).signatures).toBe(before - 1);
    expect((await house.rows()).at(-1)).toMatchObject({ state: 'withdrawn', public_name: null, email_key: null });
    expect(await house.link('withdraw', 'post', withdraw)).toMatchObject(state('gone'));
    expect(await house.link('confirm', 'get', confirm)).toMatchObject(state('gone'));
    expect((await house.mails()).filter(({ to }) => to === who['email'])).toEqual([]);
  });

  it('lets the same mailbox sign again later', async () => {
    const { withdraw, who } = await signed();
    await house.link('withdraw', 'post', withdraw);
    await house.sign(who);
    expect((await house.mails()).filter(({ to }) => to === who['email'])).toHaveLength(1);
  });
});
