import { isCurrency, toDecimal } from '$lib/kernel/money';
import type { PaymentKeys } from '$lib/server/env.server';
import { minorOf } from './amounts.server';
import { askProcessor, listOf, part, readJson, textOf } from './http.server';
import { RETRIED_S, type CardPayment, type Message, type Order, type Processor, type Told } from './processor.server';

type Keys = NonNullable<PaymentKeys['payPal']>;
type Answer = Record<string, unknown>;

const SIGNED_BY = ['auth-algo', 'cert-url', 'transmission-id', 'transmission-sig', 'transmission-time'] as const;
/** Their events after which a payment stands differently. */
const TELLING = /^PAYMENT\.CAPTURE\.(COMPLETED|REFUNDED|REVERSED|PENDING|DENIED)$/;
const ORDER_ID = /^[A-Z0-9]{8,40}$/;

/** The payment of an order as it stands: captured, less what went back. */
function paymentOf(order: Answer): CardPayment | null {
  const [unit] = listOf(order, 'purchase_units');
  const [capture] = listOf(unit, 'payments', 'captures');
  const currency = textOf(capture, 'amount', 'currency_code');
  if (!isCurrency(currency)) return null;
  const status = textOf(capture, 'status');
  if (!['COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'REVERSED'].includes(status)) return null;
  const amount = minorOf(textOf(capture, 'amount', 'value'), currency);
  if (amount === null) return null;
  const back = listOf(unit, 'payments', 'refunds')
    .filter((refund) => textOf(refund, 'status') === 'COMPLETED')
    .map((refund) => minorOf(textOf(refund, 'amount', 'value'), currency) ?? 0n)
    .reduce((sum, one) => sum + one, 0n);
  const feeOf = part(capture, 'seller_receivable_breakdown', 'paypal_fee');
  const fee = textOf(feeOf, 'currency_code') === currency ? minorOf(textOf(feeOf, 'value'), currency) : null;
  return {
    payment: textOf(capture, 'id'),
    pledge: textOf(unit, 'custom_id'),
    currency,
    amount,
    refunded: status === 'REVERSED' || status === 'REFUNDED' ? amount : back,
    fee,
    day: textOf(capture, 'create_time').slice(0, 10),
  };
}

/** PayPal by its REST interface: an order, captured once the donor has approved it; messages are verified by asking it. */
export function payPalProcessor({ client, secret, webhook, api }: Keys): Processor {
  const base = api ?? 'https://api-m.paypal.com';
  let kept: { token: string; untilMs: number } | null = null;

  const bearer = async (): Promise<string> => {
    if (kept !== null && kept.untilMs > Date.now()) return kept.token;
    const answer = await askProcessor(`${base}/v1/oauth2/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    const lives = Number(part(answer, 'expires_in'));
    kept = { token: textOf(answer, 'access_token'), untilMs: Date.now() + (lives > 120 ? lives - 60 : 0) * 1000 };
    return kept.token;
  };
  const ask = async (path: string, body?: string, key?: string): Promise<Answer> =>
    askProcessor(`${base}${path}`, {
      ...(body === undefined ? {} : { method: 'POST' as const, body }),
      headers: {
        authorization: `Bearer ${await bearer()}`,
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'paypal-request-id': key }),
      },
    });

  const genuine = async (raw: string, headers: Headers): Promise<boolean> => {
    const signed = Object.fromEntries(
      SIGNED_BY.map((name) => [name.replace('-', '_'), headers.get(`paypal-${name}`) ?? '']),
    );
    if (Object.values(signed).includes('')) return false;
    // The event goes as it came: written anew, a figure could look another way and the signature would not hold.
    const question = `${JSON.stringify({ ...signed, webhook_id: webhook }).slice(0, -1)},"webhook_event":${raw}}`;
    const answer = await ask('/v1/notifications/verify-webhook-signature', question);
    return textOf(answer, 'verification_status') === 'SUCCESS';
  };

  return {
    async begin(order: Order): Promise<string> {
      const answer = await ask(
        '/v2/checkout/orders',
        JSON.stringify({
          intent: 'CAPTURE',
          purchase_units: [
            {
              custom_id: order.pledge,
              invoice_id: order.key,
              description: order.title.slice(0, 127),
              amount: { currency_code: order.currency, value: toDecimal(order.minor, order.currency) },
            },
          ],
          application_context: { return_url: order.back, cancel_url: order.back, user_action: 'PAY_NOW' },
        }),
        order.key,
      );
      const url = listOf(answer, 'links').find((link) => ['approve', 'payer-action'].includes(textOf(link, 'rel')));
      const href = textOf(url, 'href');
      if (!URL.canParse(href)) throw new Error('The processor gave no page to pay on');
      return href;
    },

    async read({ raw, headers, nowMs }: Message): Promise<Told> {
      const body = readJson(raw);
      const event = textOf(body, 'id');
      if (body === null || event === '') return { kind: 'refused', reason: 'malformed' };
      if (!(await genuine(raw, headers))) return { kind: 'refused', reason: 'bad_signature' };
      const sentAt = Date.parse(headers.get('paypal-transmission-time') ?? '');
      if (!(Math.abs(nowMs - sentAt) <= RETRIED_S * 1000)) return { kind: 'refused', reason: 'old' };
      const type = textOf(body, 'event_type');
      const approved = type === 'CHECKOUT.ORDER.APPROVED';
      const order = approved
        ? textOf(body, 'resource', 'id')
        : textOf(body, 'resource', 'supplementary_data', 'related_ids', 'order_id');
      if (!approved && !TELLING.test(type)) return { kind: 'nothing', event };
      if (!ORDER_ID.test(order)) return { kind: 'nothing', event };
      // The key makes a second capture the same as the first.
      if (approved) await ask(`/v2/checkout/orders/${order}/capture`, '{}', `capture-${order}`);
      const found = paymentOf(await ask(`/v2/checkout/orders/${order}`));
      return found === null ? { kind: 'nothing', event } : { kind: 'payment', event, payment: found };
    },
  };
}
