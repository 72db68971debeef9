/** Giving without a browser: from the form to the receipt, on a real database. */
import jsQR from 'jsqr';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRf } from '../../src/lib/kernel/rf';
import { givingMails } from '../../src/lib/features/giving/index.server';
import * as givePage from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/give/+page.server';
import * as ownPage from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/give/[token]/+page.server';
import { GET as receipt } from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/give/[token]/receipt.pdf/+server';
import { openGiving, type Giver } from './giver';

let giver: Giver;
beforeAll(async () => {
  giver = await openGiving();
});
afterAll(() => giver.house.close());

/** The text in a drawing whose unit is one module, read by a program that is not ours. */
function readCode({ side, path }: { side: number; path: string }): string | undefined {
  const scale = 4;
  const size = side * scale;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  for (const [, x = '0', y = '0', length = '0'] of path.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let py = Number(y) * scale; py < (Number(y) + 1) * scale; py += 1)
      for (let px = Number(x) * scale; px < (Number(x) + Number(length)) * scale; px += 1)
        pixels.fill(0, (py * size + px) * 4, (py * size + px) * 4 + 3);
  }
  return jsQR(pixels, size, size)?.data;
}

describe('a pledge', () => {
  it('leads to a page of its own with a reference that nobody else has', async () => {
    const [one, other] = [await giver.pledge(), await giver.pledge()];
    const [first, second] = [await giver.own(one), await giver.own(other)];
    expect(parseRf(first.pledge.reference)).toBe(first.pledge.reference);
    expect(second.pledge.reference).not.toBe(first.pledge.reference);
    expect(first.pledge).toMatchObject({ state: 'open', minor: 5000n, currency: 'EUR', known: false });
  });

  it('shows the same account, amount and reference in the code and beside it', async () => {
    const { pledge, ways } = await giver.own(await giver.pledge({ choice: '', amount: '1.234,56' }));
    expect(ways.map(({ way }) => way)).toEqual(['sepa', 'swift']);
    const [sepa] = ways;
    expect(readCode(sepa?.qr ?? { side: 1, path: '' })?.split('\n')).toEqual([
      'BCD',
      '002',
      '1',
      'SCT',
      sepa?.account.bic,
      'Asociacion de ejemplo',
      sepa?.account.iban,
      'EUR1234.56',
      '',
      pledge.reference,
    ]);
  });

  it('offers pesos by CBU and alias, and dollars by SWIFT', async () => {
    const pesos = await giver.own(await giver.pledge({ currency: 'ARS', choice: '1500000' }));
    expect(pesos.ways.map(({ way, qr }) => [way, qr])).toEqual([
      ['argentina', null],
      ['swift', null],
    ]);
    expect(pesos.ways[0]?.account).toMatchObject({ cbu: '2850590940090418135201', alias: 'ejemplo.fondo' });
    const dollars = await giver.own(await giver.pledge({ currency: 'USD', choice: '', amount: '40' }));
    expect(dollars.ways.map(({ way }) => way)).toEqual(['swift']);
  });

  it('is one however often the button is pressed, and another when the amount is', async () => {
    const fields = giver.fields({ name: 'Ana Pérez' });
    const sent = await Promise.all([giver.send(fields), giver.send(fields), giver.send(fields)]);
    expect(new Set(sent.map((came) => (came.kind === 'redirect' ? came.to : came.kind))).size).toBe(1);
    expect(await giver.send({ ...fields, choice: '', amount: '7' })).not.toEqual(sent[0]);
  });

  it('keeps a name and an address sealed, and finds them by key alone', async () => {
    await giver.pledge({ name: 'Ramona Quispe', email: 'ramona@people.test' });
    const { rows } = await giver.house.world.sql.query<Record<string, string>>(
      `select to_jsonb(p)::text as row from public.pledges p where p.has_name and p.has_email`,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.['row']).not.toMatch(/ramona|quispe/i);
  });

  it.each([
    [{ choice: '', amount: '' }, { amount: 'amount_empty' }],
    [{ choice: '', amount: '0' }, { amount: 'amount' }],
    [{ choice: '', amount: '-5' }, { amount: 'amount_negative' }],
    [{ choice: '', amount: '1,000' }, { amount: 'amount_ambiguous' }],
    [{ choice: '4999' }, { choice: 'choice' }],
    [{ currency: 'JPY' }, { currency: 'currency' }],
    [{ email: 'nobody' }, { email: 'email' }],
    [{ name: `a${'\u202e'}b` }, { name: 'encoding' }],
    [{ name: 'x'.repeat(81) }, { name: 'too_long' }],
  ])('refuses %j', async (change, errors) => {
    expect(await giver.send(giver.fields(change))).toMatchObject({ kind: 'refused', form: { errors } });
  });

  it('of a robot goes nowhere, and a flood without work is stopped', async () => {
    const before = await giver.count();
    expect(await giver.send(giver.fields({ topic: 'x' }))).toMatchObject({ kind: 'redirect' });
    expect(await giver.count()).toBe(before);
    const kinds: string[] = [];
    for (let n = 0; n < 14; n += 1) kinds.push((await giver.send(giver.fields(), '10.9.9.9')).kind);
    expect(kinds).toEqual([...Array.from({ length: 12 }, () => 'redirect'), 'refused', 'refused']);
  });

  it('keeps the source it came with', async () => {
    await giver.pledge({ source: 'plaza-mayo' });
    const { rows } = await giver.house.world.sql.query("select 1 from public.pledges where source = 'plaza-mayo'");
    expect(rows).toHaveLength(1);
  });
});

describe('the page of a donor', () => {
  it('changes the amount and cancels, while nothing has come', async () => {
    const token = await giver.pledge();
    expect(await giver.act(token, 'change', { amount: '80', currency: 'USD' })).toMatchObject({
      data: { did: 'changed' },
    });
    expect((await giver.own(token)).pledge).toMatchObject({ minor: 8000n, currency: 'USD' });
    expect(await giver.act(token, 'change', { amount: 'x', currency: 'USD' })).toMatchObject({ kind: 'refused' });
    expect(await giver.act(token, 'cancel')).toMatchObject({ data: { did: 'cancelled' } });
    expect((await giver.own(token)).pledge.state).toBe('cancelled');
    expect(await giver.act(token, 'change', { amount: '80', currency: 'USD' })).toMatchObject({ status: 409 });
  });

  it('says what came and what the banks kept, and gives a receipt in each language', async () => {
    const token = await giver.pledge({ name: 'Ana Pérez', email: `${randomUUID()}@people.test` });
    expect(await giver.visit(receipt, { params: { token } })).toMatchObject({ kind: 'error', status: 404 });
    await giver.arrive(token, 3000n, 0n);
    expect((await giver.own(token)).pledge).toMatchObject({ state: 'partly', receivedMinor: 3000n });
    await giver.arrive(token, 2000n, 250n);
    const { pledge, ways } = await giver.own(token);
    expect(pledge).toMatchObject({ state: 'received', receivedMinor: 5000n, receiptNo: expect.any(Number) });
    expect(pledge.arrivals.map(({ minor, feeMinor }) => [minor, feeMinor])).toEqual([
      [3000n, 0n],
      [2000n, 250n],
    ]);
    expect(ways).toEqual([]);
    expect(await giver.act(token, 'cancel')).toMatchObject({ status: 409 });
    for (const locale of ['es', 'en'] as const) {
      const came = await giver.visit(receipt, { params: { token }, locale });
      const file = came.kind === 'page' ? (came.data as unknown as Response) : null;
      expect(file?.headers.get('content-type')).toBe('application/pdf');
      expect(
        Buffer.from((await file?.arrayBuffer()) ?? new ArrayBuffer(0))
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
    }
  });

  it('takes what arrived back when it was not for this pledge', async () => {
    const token = await giver.pledge();
    const entry = await giver.arrive(token, 5000n, 0n);
    await giver.house.world.sql.query(
      'select app.pledge_unreceive(pledge_id, entry_id) from public.pledge_entries where entry_id = $1',
      [entry],
    );
    expect((await giver.own(token)).pledge).toMatchObject({ state: 'open', receivedMinor: 0n, arrivals: [] });
  });

  it('forgets who gave at once, and keeps the gift', async () => {
    const token = await giver.pledge({ name: 'Ana', email: `${randomUUID()}@people.test` });
    await giver.arrive(token, 5000n, 0n);
    expect(await giver.act(token, 'forget')).toMatchObject({ data: { did: 'forgotten' } });
    expect((await giver.own(token)).pledge).toMatchObject({ state: 'received', known: false });
  });

  it('forgets who gave when the rule of the campaign reaches it, never while money is awaited', async () => {
    const [came, awaited] = [await giver.pledge({ name: 'Ana' }), await giver.pledge({ name: 'Luz' })];
    await giver.arrive(came, 5000n, 0n);
    const { sql } = giver.house.world;
    await sql.query("select app.retention_rest($1, 'infinity', 10000)", [giver.house.campaign]);
    expect((await giver.own(came)).pledge).toMatchObject({ state: 'received', known: false });
    expect((await giver.own(awaited)).pledge).toMatchObject({ state: 'open', known: true });
  });

  it('is nobody else’s', async () => {
    const token = await giver.pledge();
    const wrong = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
    expect(await giver.visit(ownPage.load, { params: { token: wrong } })).toMatchObject({ kind: 'error', status: 404 });
    expect(await giver.visit(ownPage.load, { params: { token, campaign: 'other' } })).toMatchObject({ status: 404 });
  });
});

describe('mails', () => {
  it('bring the link, remind once, and tell that the gift arrived, without a name', async () => {
    const email = `${randomUUID()}@people.test`;
    const token = await giver.pledge({ name: 'Ana Pérez', email });
    const render = givingMails({
      backend: giver.house.world.backend,
      keyring: giver.house.keyring,
      env: { origin: 'https://ronda.test', port: 3000 },
    });
    const id = await giver.idOf(token);
    const mail = (kind: string) => render[kind]?.(id, 'es', null);
    const made = await mail('pledge_made');
    expect(made).toMatchObject({ to: email });
    expect(made?.text).toContain(`/give/${token}`);
    expect(made?.text).not.toContain('Ana');
    const system = giver.house.world.backend.system();
    const remind = async () => (await system.rpc('pledges_remind', { n: 100 })).data;
    expect(await remind()).toEqual({ reminded: 0 });
    await giver.house.world.sql.query(
      "update public.pledges set created_at = now() - interval '11 days' where id = $1",
      [id],
    );
    expect([await remind(), await remind()]).toEqual([{ reminded: 1 }, { reminded: 0 }]);
    expect((await mail('pledge_reminder'))?.text).toContain('único recordatorio');
    await giver.arrive(token, 5000n, 0n);
    expect(await mail('pledge_reminder')).toBeNull();
    expect((await mail('pledge_received'))?.text).toContain('EUR');
  });

  it('go to nobody once the pledge lapsed, and a month later nothing of the donor is left', async () => {
    const token = await giver.pledge({ email: `${randomUUID()}@people.test` });
    const id = await giver.idOf(token);
    const { sql, backend } = giver.house.world;
    await sql.query("update public.pledges set expires_at = now() - interval '40 days' where id = $1", [id]);
    await backend.system().rpc('pledges_expire');
    expect((await giver.own(token)).pledge).toMatchObject({ state: 'expired', known: false });
    // Money that comes late is still for it.
    await giver.arrive(token, 5000n, 0n);
    expect((await giver.own(token)).pledge.state).toBe('received');
  });
});

it('chooses the currency by the reader, and 404 where no gifts are taken', async () => {
  const came = await giver.visit(givePage.load, {});
  expect(came).toMatchObject({ kind: 'page', data: { preset: { currency: 'ARS' } } });
  await giver.house.world.sql.query('update public.giving_settings set is_open = false');
  giver.forget();
  expect(await giver.visit(givePage.load, {})).toMatchObject({ kind: 'error', status: 404 });
  await giver.house.world.sql.query('update public.giving_settings set is_open = true');
  giver.forget();
});
