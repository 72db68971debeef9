/** The HTTP edge of the card processors, as their documentation describes it, on a local port. Knows one payment at a time. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';

export interface FakePayment {
  id: string;
  pledge: string;
  currency: string;
  amount: number;
  refunded: number;
  fee: number;
  disputed?: boolean;
  /** What Stripe settled, when it was in another currency: `fee` is in that one. */
  settled?: { currency: string; amount: number } | null;
}
export interface FakeProcessors {
  url: string;
  /** What the processors answer about any payment. */
  payment: FakePayment | null;
  /** PayPal's answer to "is this yours?". */
  genuine: boolean;
  /** Answers 500 while set. */
  away: boolean;
  /** `METHOD path` with the idempotency key of each request. */
  asked: { what: string; key: string }[];
  close(): Promise<void>;
}

const read = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
};
const decimal = (minor: number): string => (minor / 100).toFixed(2);

function stripe(path: string, p: FakePayment): unknown {
  if (path.startsWith('/v1/checkout/sessions'))
    return { id: 'cs_1', object: 'checkout.session', url: 'https://pay.stripe.test/cs_1' };
  if (path.startsWith('/v1/disputes')) return { object: 'list', data: [{ id: 'dp_1', status: 'needs_response' }] };
  return {
    id: p.id,
    object: 'payment_intent',
    status: 'succeeded',
    metadata: { pledge: p.pledge },
    latest_charge: {
      id: 'ch_1',
      currency: p.currency.toLowerCase(),
      amount: p.amount,
      amount_refunded: p.refunded,
      disputed: p.disputed ?? false,
      created: Math.floor(Date.now() / 1000),
      balance_transaction:
        p.settled === null
          ? null
          : {
              currency: (p.settled?.currency ?? p.currency).toLowerCase(),
              amount: p.settled?.amount ?? p.amount,
              fee: p.fee,
            },
    },
  };
}

function payPal(path: string, p: FakePayment, genuine: boolean): unknown {
  if (path.startsWith('/v1/oauth2')) return { access_token: 't', expires_in: 3600 };
  if (path.startsWith('/v1/notifications')) return { verification_status: genuine ? 'SUCCESS' : 'FAILURE' };
  const amount = { currency_code: p.currency, value: decimal(p.amount) };
  return {
    id: 'ORDER12345',
    links: [{ rel: 'approve', href: 'https://pay.paypal.test/ORDER12345' }],
    purchase_units: [
      {
        custom_id: p.pledge,
        payments: {
          captures: [
            {
              id: p.id,
              status: 'COMPLETED',
              amount,
              create_time: new Date().toISOString(),
              seller_receivable_breakdown: { paypal_fee: { currency_code: p.currency, value: decimal(p.fee) } },
            },
          ],
          refunds:
            p.refunded > 0
              ? [{ status: 'COMPLETED', amount: { currency_code: p.currency, value: decimal(p.refunded) } }]
              : [],
        },
      },
    ],
  };
}

function mercadoPago(path: string, p: FakePayment): unknown {
  if (path.startsWith('/checkout/preferences')) return { init_point: 'https://pay.mercadopago.test/1' };
  return {
    id: Number(p.id),
    status: 'approved',
    external_reference: p.pledge,
    currency_id: p.currency,
    transaction_amount: p.amount / 100,
    transaction_amount_refunded: p.refunded / 100,
    fee_details: [{ type: 'mercadopago_fee', fee_payer: 'collector', amount: p.fee / 100 }],
    date_approved: new Date().toISOString(),
  };
}

export async function fakeProcessors(): Promise<FakeProcessors> {
  const server = createServer((request, response) => {
    void read(request).then(() => {
      const path = request.url ?? '';
      const { headers, method = '' } = request;
      const key = headers['idempotency-key'] ?? headers['x-idempotency-key'] ?? headers['paypal-request-id'] ?? '';
      fake.asked.push({ what: `${method} ${path.split('?')[0]}`, key: String(key) });
      const p = fake.payment ?? { id: '1', pledge: '', currency: 'EUR', amount: 1, refunded: 0, fee: 0 };
      const body = /^\/v1\/(checkout|payment_intents|disputes)/.test(path)
        ? stripe(path, p)
        : /^\/(v1\/payments|checkout)/.test(path)
          ? mercadoPago(path, p)
          : payPal(path, p, fake.genuine);
      response.writeHead(fake.away ? 500 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(fake.away ? { error: { message: 'away' } } : body));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const fake: FakeProcessors = {
    url: `http://127.0.0.1:${port}`,
    payment: null,
    genuine: true,
    away: false,
    asked: [],
    close: () => new Promise((done) => server.close(() => done())),
  };
  return fake;
}

const hex = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

/** Headers as Stripe signs a body. */
export function stripeSigned(body: string, secret: string, atMs = Date.now()): Record<string, string> {
  const t = Math.floor(atMs / 1000);
  return { 'stripe-signature': `t=${t},v1=${hex(secret, `${t}.${body}`)}` };
}

/** Headers as Mercado Pago signs the id in the address. */
export function mercadoPagoSigned(dataId: string, secret: string, atMs = Date.now()): Record<string, string> {
  const requestId = 'request-1';
  const v1 = hex(secret, `id:${dataId};request-id:${requestId};ts:${atMs};`);
  return { 'x-request-id': requestId, 'x-signature': `ts=${atMs},v1=${v1}` };
}

export function payPalSigned(atMs = Date.now()): Record<string, string> {
  return {
    'paypal-auth-algo': 'SHA256withRSA',
    'paypal-cert-url': 'https://api.paypal.test/cert',
    'paypal-transmission-id': 'transmission-1',
    'paypal-transmission-sig': 'signature',
    'paypal-transmission-time': new Date(atMs).toISOString(),
  };
}
