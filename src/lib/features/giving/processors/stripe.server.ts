import Stripe from 'stripe';
import type { PaymentKeys } from '$lib/server/env.server';
import { readJson } from './http.server';
import { TOLERANCE_S, type CardPayment, type Message, type Order, type Processor, type Told } from './processor.server';

type Keys = NonNullable<PaymentKeys['stripe']>;

function clientFor({ secret, api }: Keys): Stripe {
  const base = { telemetry: false, maxNetworkRetries: 1, timeout: 15_000 };
  if (api === null) return new Stripe(secret, base);
  const { hostname, port, protocol } = new URL(api);
  return new Stripe(secret, {
    ...base,
    host: hostname,
    ...(port === '' ? {} : { port }),
    protocol: protocol === 'http:' ? 'http' : 'https',
  });
}

const idOf = (value: string | { id: string } | null | undefined): string =>
  typeof value === 'string' ? value : (value?.id ?? '');

/** Which payment a message is about; null when about none. `charge.updated` tells of a fee that was settled later. */
function intentOf(event: Stripe.Event): string | null {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'charge.refunded':
    case 'charge.updated':
    case 'charge.dispute.created':
    case 'charge.dispute.closed':
    case 'charge.dispute.funds_reinstated':
    case 'charge.dispute.funds_withdrawn':
      return idOf(event.data.object.payment_intent) || null;
    case 'payment_intent.succeeded':
      return event.data.object.id;
    default:
      return null;
  }
}

/**
 * What Stripe keeps, in the currency that was paid. Where it settles in another one, its fee is a part of what it settled,
 * and the same part of what was paid: the rate is the one at which Stripe itself exchanged.
 */
function feeIn(
  currency: string,
  paid: number,
  settled: Pick<Stripe.BalanceTransaction, 'currency' | 'amount' | 'fee'>,
): bigint {
  const fee = BigInt(settled.fee);
  if (settled.currency.toUpperCase() === currency) return fee;
  const whole = BigInt(settled.amount);
  // Half goes up: a fee is never told smaller than it was.
  return whole <= 0n ? 0n : (2n * fee * BigInt(paid) + whole) / (2n * whole);
}

/** Stripe: its own page for the card, its library for the signature. */
export function stripeProcessor(keys: Keys): Processor {
  const stripe = clientFor(keys);

  /** Taken back by the donor's bank; until it is won, the money is gone. */
  const disputed = async (charge: Stripe.Charge): Promise<boolean> => {
    if (!charge.disputed) return false;
    const { data } = await stripe.disputes.list({ charge: charge.id, limit: 1 });
    const status = data[0]?.status ?? '';
    return !['won', 'prevented'].includes(status) && !status.startsWith('warning');
  };

  const payment = async (id: string): Promise<CardPayment | null> => {
    const intent = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge.balance_transaction'] });
    const charge = intent.latest_charge;
    if (intent.status !== 'succeeded' || typeof charge !== 'object' || charge === null) return null;
    const settled = charge.balance_transaction;
    const currency = charge.currency.toUpperCase();
    return {
      payment: intent.id,
      pledge: intent.metadata['pledge'] ?? '',
      currency,
      amount: BigInt(charge.amount),
      refunded: (await disputed(charge)) ? BigInt(charge.amount) : BigInt(charge.amount_refunded),
      fee: typeof settled === 'object' && settled !== null ? feeIn(currency, charge.amount, settled) : null,
      day: new Date(charge.created * 1000).toISOString().slice(0, 10),
    };
  };

  return {
    async begin(order: Order): Promise<string> {
      const metadata = { pledge: order.pledge, reference: order.reference };
      const session = await stripe.checkout.sessions.create(
        {
          mode: 'payment',
          locale: order.locale,
          client_reference_id: order.pledge,
          submit_type: 'donate',
          success_url: order.back,
          cancel_url: order.back,
          metadata,
          payment_intent_data: { metadata, description: order.reference },
          line_items: [
            {
              quantity: 1,
              price_data: {
                currency: order.currency.toLowerCase(),
                unit_amount: Number(order.minor),
                product_data: { name: order.title },
              },
            },
          ],
        },
        { idempotencyKey: order.key },
      );
      if (!session.url) throw new Error('The processor gave no page to pay on');
      return session.url;
    },

    async read({ raw, headers, nowMs }: Message): Promise<Told> {
      const signature = headers.get('stripe-signature') ?? '';
      let event: Stripe.Event;
      try {
        event = stripe.webhooks.constructEvent(raw, signature, keys.webhook, TOLERANCE_S, undefined, nowMs);
      } catch (thrown) {
        if (!(thrown instanceof Stripe.errors.StripeSignatureVerificationError))
          return { kind: 'refused', reason: 'malformed' };
        return { kind: 'refused', reason: /timestamp outside/i.test(thrown.message) ? 'old' : 'bad_signature' };
      }
      if (readJson(raw) === null || !event.id) return { kind: 'refused', reason: 'malformed' };
      const intent = intentOf(event);
      const found = intent === null ? null : await payment(intent);
      return found === null
        ? { kind: 'nothing', event: event.id }
        : { kind: 'payment', event: event.id, payment: found };
    },
  };
}
