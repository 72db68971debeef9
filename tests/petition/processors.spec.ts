/** What card processors tell us: believed by signature alone, booked once, and taken back when the money is. */
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readEnv } from '../../src/lib/server/env.server';
import { POST } from '../../src/routes/(machine)/pay/[processor]/+server';
import { fakeProcessors, mercadoPagoSigned, payPalSigned, stripeSigned, type FakeProcessors } from './fake-processors';
import { openGiving, type Giver } from './giver';

const STRIPE_HOOK = 'whsec_example';
const MP_HOOK = 'mp-secret';
let giver: Giver;
let fake: FakeProcessors;
beforeAll(async () => {
  [giver, fake] = [await openGiving(), await fakeProcessors()];
  const app: { env: object } = Reflect.get(globalThis, Symbol.for('ronda.app'));
  const { payments } = readEnv({
    STRIPE_SECRET_KEY: 'sk_test_example',
    STRIPE_WEBHOOK_SECRET: STRIPE_HOOK,
    STRIPE_API: fake.url,
    MERCADOPAGO_ACCESS_TOKEN: 'example',
    MERCADOPAGO_WEBHOOK_SECRET: MP_HOOK,
    MERCADOPAGO_API: fake.url,
    PAYPAL_CLIENT_ID: 'example',
    PAYPAL_SECRET: 'example',
    PAYPAL_WEBHOOK_ID: 'WH-1',
    PAYPAL_API: fake.url,
  });
  Reflect.set(app, 'env', { ...app.env, payments });
});
afterAll(async () => {
  await fake.close();
  await giver.house.close();
});
beforeEach(() => {
  Object.assign(fake, { payment: null, genuine: true, away: false, asked: [] });
});

async function post(processor: string, body: string, headers: Record<string, string>, query = ''): Promise<number> {
  const url = `https://ronda.test/pay/${processor}${query}`;
  const request = new Request(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  const event = { params: { processor }, request, url: new URL(url), getClientAddress: () => '192.0.2.7' };
  return (await Reflect.apply(POST, undefined, [event])).status;
}
const stripeEvent = (type: string, payment: string, id = `evt_${randomUUID()}`): string =>
  JSON.stringify({ id, object: 'event', type, data: { object: { object: 'charge', payment_intent: payment } } });
const books = async (token: string) => {
  const { rows } = await giver.house.world.sql.query<{ kind: string; minor: string }>(
    `select e.kind, e.amount_minor as minor from public.fund_entries e where e.ref_kind = 'pledge' and e.ref_id = $1 order by e.created_at, e.id`,
    [await giver.idOf(token)],
  );
  return rows.map(({ kind, minor }) => `${kind} ${minor}`).sort();
};
const outcomes = async (processor: string): Promise<string[]> => {
  const { rows } = await giver.house.world.sql.query<{ outcome: string }>(
    'select outcome from public.processor_events where processor = $1 order by created_at',
    [processor],
  );
  return rows.map(({ outcome }) => outcome);
};
const pay = async (change: Partial<FakeProcessors['payment'] & object> = {}, currency = 'EUR', choice = '5000') => {
  const token = await giver.pledge({ currency, choice });
  const id = `${Math.floor(Math.random() * 1e12)}`;
  fake.payment = {
    id,
    pledge: await giver.idOf(token),
    currency,
    amount: Number(choice),
    refunded: 0,
    fee: 175,
    ...change,
  };
  return { token, id: fake.payment.id };
};

describe('a payment', () => {
  it.each([
    ['stripe', 'EUR', '5000', 'https://pay.stripe.test/cs_1'],
    ['paypal', 'USD', '5000', 'https://pay.paypal.test/ORDER12345'],
    ['mercadopago', 'ARS', '1500000', 'https://pay.mercadopago.test/1'],
  ])('by %s is begun once for a pledge, under one key', async (processor, currency, choice, to) => {
    const token = await giver.pledge({ currency, choice });
    for (let n = 0; n < 2; n += 1)
      expect(await giver.act(token, 'card', { processor })).toMatchObject({ kind: 'redirect', to });
    const keys = fake.asked.filter(({ what }) => /checkout/.test(what)).map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toContain(await giver.idOf(token));
  });

  it('is offered only where its processor takes the currency', async () => {
    const token = await giver.pledge({ currency: 'ARS', choice: '1500000' });
    expect(await giver.act(token, 'card', { processor: 'paypal' })).toMatchObject({ status: 404 });
    expect(await giver.act(token, 'card', { processor: 'nobody' })).toMatchObject({ status: 404 });
  });
});

describe('stripe', () => {
  it('books gift and fee once, however often and in whatever words it tells', async () => {
    const { token, id } = await pay();
    const body = stripeEvent('checkout.session.completed', id);
    expect(await Promise.all([1, 2, 3].map(() => post('stripe', body, stripeSigned(body, STRIPE_HOOK))))).toEqual([
      200, 200, 200,
    ]);
    const again = stripeEvent('charge.refunded', id);
    expect(await post('stripe', again, stripeSigned(again, STRIPE_HOOK))).toBe(200);
    expect(await books(token)).toEqual(['gift 5000']);
    const { pledge } = await giver.own(token);
    expect(pledge).toMatchObject({
      state: 'received',
      receivedMinor: 5000n,
      arrivals: [{ minor: 5000n, feeMinor: 175n }],
    });
    const { rows } = await giver.house.world.sql.query<{ kind: string; minor: string }>(
      `select a.kind, p.amount_minor as minor from public.fund_postings p join public.fund_accounts a on a.id = p.account_id
       join public.fund_entries e on e.id = p.entry_id where e.ref_id = $1 order by a.kind`,
      [await giver.idOf(token)],
    );
    expect(rows.map(({ kind, minor }) => `${kind} ${minor}`)).toEqual(['bank 4825', 'fees 175', 'gifts -5000']);
  });

  it('takes back what was refunded in part, then the rest; the fee stays paid', async () => {
    const { token, id } = await pay();
    const tell = async (type: string) => {
      const body = stripeEvent(type, id);
      expect(await post('stripe', body, stripeSigned(body, STRIPE_HOOK))).toBe(200);
    };
    await tell('checkout.session.completed');
    Object.assign(fake.payment ?? {}, { refunded: 2000 });
    await tell('charge.refunded');
    expect((await giver.own(token)).pledge).toMatchObject({ state: 'partly', receivedMinor: 3000n });
    Object.assign(fake.payment ?? {}, { refunded: 5000 });
    await tell('charge.refunded');
    expect((await giver.own(token)).pledge).toMatchObject({ state: 'open', receivedMinor: 0n });
    expect(await books(token)).toEqual(['fee 175', 'gift 3000', 'gift 5000', 'reversal -3000', 'reversal -5000']);
  });

  it('books a fee in the currency that was paid, also where Stripe settles in another', async () => {
    // 50 euros settled as 57.50 dollars, of which 2.31 were kept: 2.31 / 1.15 is 2.01 euros.
    const { token, id } = await pay({ fee: 231, settled: { currency: 'USD', amount: 5750 } });
    const body = stripeEvent('checkout.session.completed', id);
    expect(await post('stripe', body, stripeSigned(body, STRIPE_HOOK))).toBe(200);
    expect((await giver.own(token)).pledge.arrivals).toMatchObject([{ minor: 5000n, feeMinor: 201n }]);
  });

  it('says that a fee is not known while Stripe has not settled, and knows it afterwards', async () => {
    const { token, id } = await pay({ settled: null });
    const known = async (): Promise<boolean | undefined> => {
      const { rows } = await giver.house.world.sql.query<{ known: boolean }>(
        'select fee_known as known from public.pledge_payments where payment = $1',
        [id],
      );
      return rows[0]?.known;
    };
    const tell = async (type: string): Promise<void> => {
      const body = stripeEvent(type, id);
      expect(await post('stripe', body, stripeSigned(body, STRIPE_HOOK))).toBe(200);
    };
    await tell('checkout.session.completed');
    expect([await known(), await books(token)]).toEqual([false, ['gift 5000']]);
    delete fake.payment?.settled;
    await tell('charge.updated');
    expect(await known()).toBe(true);
    expect((await giver.own(token)).pledge.arrivals).toMatchObject([{ minor: 5000n, feeMinor: 175n }]);
  });

  it('books a fee that is told later', async () => {
    const { token, id } = await pay({ fee: 0 });
    const tell = async (type: string) => {
      const body = stripeEvent(type, id);
      return post('stripe', body, stripeSigned(body, STRIPE_HOOK));
    };
    await tell('checkout.session.completed');
    Object.assign(fake.payment ?? {}, { fee: 175 });
    await tell('charge.updated');
    expect((await giver.own(token)).pledge.arrivals).toMatchObject([{ minor: 5000n, feeMinor: 175n }]);
    expect(await books(token)).toEqual(['gift 5000', 'gift 5000', 'reversal -5000']);
  });

  it('takes a disputed payment back whole, and books it again when it is won', async () => {
    const { token, id } = await pay();
    const tell = async (type: string) => {
      const body = stripeEvent(type, id);
      return post('stripe', body, stripeSigned(body, STRIPE_HOOK));
    };
    await tell('checkout.session.completed');
    Object.assign(fake.payment ?? {}, { disputed: true });
    await tell('charge.dispute.created');
    expect((await giver.own(token)).pledge.state).toBe('open');
    Object.assign(fake.payment ?? {}, { disputed: false });
    await tell('charge.dispute.closed');
    expect((await giver.own(token)).pledge).toMatchObject({ state: 'received', receivedMinor: 5000n });
  });

  it('is refused with a wrong signature, an old time, another body, or none, and the refusal is written down', async () => {
    const { token, id } = await pay();
    const body = stripeEvent('checkout.session.completed', id);
    const old = Date.now() - 3_600_000;
    expect(await post('stripe', body, stripeSigned(body, 'whsec_other'))).toBe(400);
    expect(await post('stripe', body, stripeSigned(body, STRIPE_HOOK, old))).toBe(400);
    expect(await post('stripe', `${body} `, stripeSigned(body, STRIPE_HOOK))).toBe(400);
    expect(await post('stripe', body, {})).toBe(400);
    expect(await books(token)).toEqual([]);
    expect(await outcomes('stripe')).toEqual(expect.arrayContaining(['bad_signature', 'old']));
    expect(fake.asked).toEqual([]);
  });

  it.each([
    ['of no pledge of ours', { pledge: randomUUID() }, 'unknown'],
    ['that names no pledge', { pledge: '' }, 'unknown'],
    ['in another currency', { currency: 'USD' }, 'mismatch'],
    ['of another amount', { amount: 5001 }, 'mismatch'],
  ])('books nothing for a payment %s', async (_, change, outcome) => {
    const { token, id } = await pay(change);
    const body = stripeEvent('checkout.session.completed', id);
    expect(await post('stripe', body, stripeSigned(body, STRIPE_HOOK))).toBe(200);
    expect(await books(token)).toEqual([]);
    expect((await outcomes('stripe')).at(-1)).toBe(outcome);
  });

  it('is told to come again while the processor does not answer', async () => {
    const { token, id } = await pay();
    const body = stripeEvent('checkout.session.completed', id);
    fake.away = true;
    expect(await post('stripe', body, stripeSigned(body, STRIPE_HOOK))).toBeGreaterThanOrEqual(500);
    fake.away = false;
    expect(await post('stripe', body, stripeSigned(body, STRIPE_HOOK))).toBe(200);
    expect(await books(token)).toEqual(['gift 5000']);
  });
});

it('is booked as it stands last, whatever came before and however often', async () => {
  const { backend, sql } = giver.house.world;
  const step = fc.record({ refunded: fc.integer({ min: 0, max: 5000 }), twice: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 0, max: 400 }),
      async (steps, fee) => {
        const token = await giver.pledge({ currency: 'USD' });
        const pledge = await giver.idOf(token);
        const payment = randomUUID();
        for (const { refunded, twice } of steps) {
          for (let n = 0; n < (twice ? 2 : 1); n += 1) {
            const item = {
              ...{
                processor: 'stripe',
                event: randomUUID(),
                pledge,
                payment,
                currency: 'USD',
                account: 'Stripe',
                note: 'x',
              },
              ...{ amountMinor: '5000', refundedMinor: `${refunded}`, feeMinor: `${fee}`, day: '2026-03-02' },
            };
            const { error } = await backend.system().rpc('payment_settle', { item });
            expect(error).toBeNull();
          }
        }
        const rest = 5000 - (steps.at(-1)?.refunded ?? 0);
        const { rows } = await sql.query<{ kind: string; minor: string }>(
          `select a.kind, sum(p.amount_minor) as minor from public.fund_postings p join public.fund_accounts a on a.id = p.account_id
         join public.fund_entries e on e.id = p.entry_id where e.ref_id = $1 group by a.kind`,
          [pledge],
        );
        const sum = (kind: string): number => Number(rows.find((row) => row.kind === kind)?.minor ?? 0);
        expect([sum('bank'), sum('fees'), 0 - sum('gifts')]).toEqual([rest - fee, fee, rest]);
        expect((await giver.own(token)).pledge.receivedMinor).toBe(BigInt(rest));
      },
    ),
    { numRuns: 12 },
  );
});

describe('mercado pago', () => {
  it('is believed by the id in the address, and asked for the payment', async () => {
    const { token, id } = await pay({}, 'ARS', '1500000');
    // What the body says of another payment is worth nothing.
    const body = JSON.stringify({ id: 77, type: 'payment', data: { id: '999' } });
    const query = `?data.id=${id}&type=payment`;
    expect(await post('mercadopago', body, mercadoPagoSigned(id, MP_HOOK), query)).toBe(200);
    expect(await post('mercadopago', body, mercadoPagoSigned(id, MP_HOOK), query)).toBe(200);
    const seconds = mercadoPagoSigned(id, MP_HOOK, Math.floor(Date.now() / 1000));
    expect(await post('mercadopago', body, seconds, query)).toBe(200);
    expect(await books(token)).toEqual(['gift 1500000']);
    expect(fake.asked.at(-1)?.what).toBe(`GET /v1/payments/${id}`);
  });

  it('is refused with a wrong secret, for another id, or days later', async () => {
    const { token, id } = await pay({}, 'ARS', '1500000');
    const body = JSON.stringify({ id: 78, type: 'payment' });
    const query = `?data.id=${id}&type=payment`;
    expect(await post('mercadopago', body, mercadoPagoSigned(id, 'other'), query)).toBe(400);
    expect(await post('mercadopago', body, mercadoPagoSigned('1', MP_HOOK), query)).toBe(400);
    expect(await post('mercadopago', body, mercadoPagoSigned(id, MP_HOOK, Date.now() - 5 * 86_400_000), query)).toBe(
      400,
    );
    expect(await books(token)).toEqual([]);
  });
});

describe('paypal', () => {
  const event = (type: string, id = `WH-${randomUUID()}`): string =>
    JSON.stringify({
      id,
      event_type: type,
      resource: { id: 'ORDER12345', supplementary_data: { related_ids: { order_id: 'ORDER12345' } } },
    });

  it('captures an approved order once and books what came of it', async () => {
    const { token } = await pay({}, 'USD', '5000');
    const body = event('CHECKOUT.ORDER.APPROVED');
    expect(await post('paypal', body, payPalSigned())).toBe(200);
    const capture = fake.asked.find(({ what }) => what.endsWith('/capture'));
    expect(capture?.key).toBe('capture-ORDER12345');
    expect(await post('paypal', event('PAYMENT.CAPTURE.COMPLETED'), payPalSigned())).toBe(200);
    expect(await books(token)).toEqual(['gift 5000']);
  });

  it('is refused when PayPal does not know it, days later, and without its headers', async () => {
    const { token } = await pay({}, 'USD', '5000');
    const body = event('PAYMENT.CAPTURE.COMPLETED');
    expect(await post('paypal', body, payPalSigned(Date.now() - 5 * 86_400_000))).toBe(400);
    expect(await post('paypal', body, {})).toBe(400);
    expect(await post('paypal', 'not json', payPalSigned())).toBe(400);
    fake.genuine = false;
    expect(await post('paypal', body, payPalSigned())).toBe(400);
    expect(await books(token)).toEqual([]);
  });
});

it('is no door where no keys were given', async () => {
  expect(await post('nobody', '{}', {})).toBe(404);
  expect(readEnv({}).payments).toEqual({ stripe: null, mercadoPago: null, payPal: null });
  expect(() => readEnv({ STRIPE_SECRET_KEY: 'x' })).toThrow(/STRIPE_WEBHOOK_SECRET/);
});
