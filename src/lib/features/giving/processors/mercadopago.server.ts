import { WebhookSignatureValidator } from 'mercadopago';
import { isCurrency, toDecimal } from '$lib/kernel/money';
import type { PaymentKeys } from '$lib/server/env.server';
import { minorOfNumber } from './amounts.server';
import { askProcessor, listOf, part, readJson, textOf } from './http.server';
import { RETRIED_S, type CardPayment, type Message, type Order, type Processor, type Told } from './processor.server';

type Keys = NonNullable<PaymentKeys['mercadoPago']>;

/** Their states of a payment in which the money is with the campaign, in whole or in part. */
const SETTLED = new Set(['approved', 'refunded', 'charged_back', 'in_mediation']);

/** What a payment is now, in our words; null while nothing was paid. */
function paymentOf(answer: Record<string, unknown>): CardPayment | null {
  const currency = textOf(answer, 'currency_id');
  const status = textOf(answer, 'status');
  if (!SETTLED.has(status) || !isCurrency(currency)) return null;
  const amount = minorOfNumber(part(answer, 'transaction_amount'), currency);
  const back = minorOfNumber(part(answer, 'transaction_amount_refunded') ?? 0, currency);
  if (amount === null || back === null) return null;
  const fees = listOf(answer, 'fee_details')
    .filter((fee) => textOf(fee, 'fee_payer') !== 'payer')
    .map((fee) => minorOfNumber(part(fee, 'amount'), currency) ?? 0n);
  return {
    payment: textOf(answer, 'id'),
    pledge: textOf(answer, 'external_reference'),
    currency,
    amount,
    refunded: status === 'charged_back' || status === 'refunded' ? amount : back,
    fee: fees.reduce((sum, fee) => sum + fee, 0n),
    day: (textOf(answer, 'date_approved') || textOf(answer, 'date_created')).slice(0, 10),
  };
}

/** When a message was signed: their documents show seconds, their messages carry milliseconds. */
function signedAtMs(header: string): number {
  const told = Number(/(?:^|,)\s*ts=(\d{1,16})/.exec(header)?.[1] ?? Number.NaN);
  return told < 1e11 ? told * 1000 : told;
}

/** Mercado Pago, for pesos: its own page, notifications signed by header, and the payment as it stands asked for anew. */
export function mercadoPagoProcessor({ secret, webhook, api }: Keys): Processor {
  const base = api ?? 'https://api.mercadopago.com';
  const headers = { authorization: `Bearer ${secret}` };

  return {
    async begin(order: Order): Promise<string> {
      const amount = Number(toDecimal(order.minor, order.currency));
      const answer = await askProcessor(`${base}/checkout/preferences`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'x-idempotency-key': order.key },
        body: JSON.stringify({
          items: [
            { id: order.reference, title: order.title, quantity: 1, currency_id: order.currency, unit_price: amount },
          ],
          external_reference: order.pledge,
          back_urls: { success: order.back, pending: order.back, failure: order.back },
          notification_url: order.notify,
        }),
      });
      const url = textOf(answer, 'init_point');
      if (!URL.canParse(url)) throw new Error('The processor gave no page to pay on');
      return url;
    },

    async read({ raw, headers: sent, query, nowMs }: Message): Promise<Told> {
      const dataId = query.get('data.id');
      const xSignature = sent.get('x-signature');
      try {
        WebhookSignatureValidator.validate({
          xSignature,
          xRequestId: sent.get('x-request-id'),
          dataId,
          secret: webhook,
        });
      } catch {
        return { kind: 'refused', reason: 'bad_signature' };
      }
      if (!(Math.abs(nowMs - signedAtMs(xSignature ?? '')) <= RETRIED_S * 1000))
        return { kind: 'refused', reason: 'old' };
      const body = readJson(raw);
      if (body === null) return { kind: 'refused', reason: 'malformed' };
      const event = textOf(body, 'id') || (sent.get('x-request-id') ?? '');
      // The signature is over the id in the address: what the body says of it is worth nothing.
      if (event === '' || !dataId || !/^\d{1,30}$/.test(dataId)) return { kind: 'refused', reason: 'malformed' };
      if (textOf(body, 'type') !== 'payment' && query.get('type') !== 'payment') return { kind: 'nothing', event };
      const found = paymentOf(await askProcessor(`${base}/v1/payments/${dataId}`, { headers }));
      return found === null ? { kind: 'nothing', event } : { kind: 'payment', event, payment: found };
    },
  };
}
