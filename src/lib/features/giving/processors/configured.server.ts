import type { Env } from '$lib/server/env.server';
import type { Processor, ProcessorName } from './processor.server';

export interface Configured {
  name: ProcessorName;
  /** Brand, as the donor knows it; also the label of its account in the ledger. */
  label: string;
  takes(currency: string): boolean;
  /** Its library is loaded when somebody pays. */
  load(): Promise<Processor>;
}

type Keys = Pick<Env, 'payments'>;
const CARDS = new Set(['ARS', 'EUR', 'USD', 'GBP', 'CHF', 'CAD', 'MXN', 'BRL']);
const PAYPAL = new Set(['EUR', 'USD', 'GBP', 'CHF', 'CAD', 'MXN', 'BRL']);

/** The processors whose keys were given; none of them without. */
export function cardProcessors({ payments }: Keys): Configured[] {
  const { stripe, mercadoPago, payPal } = payments;
  const found: Configured[] = [];
  if (mercadoPago) {
    found.push({
      name: 'mercadopago',
      label: 'Mercado Pago',
      takes: (currency) => currency === 'ARS',
      load: async () => (await import('./mercadopago.server')).mercadoPagoProcessor(mercadoPago),
    });
  }
  if (stripe) {
    found.push({
      name: 'stripe',
      label: 'Stripe',
      takes: (currency) => CARDS.has(currency),
      load: async () => (await import('./stripe.server')).stripeProcessor(stripe),
    });
  }
  if (payPal) {
    found.push({
      name: 'paypal',
      label: 'PayPal',
      takes: (currency) => PAYPAL.has(currency),
      load: async () => (await import('./paypal.server')).payPalProcessor(payPal),
    });
  }
  return found;
}
