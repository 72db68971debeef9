import type { Locale } from '$lib/contracts/locales';

export const PROCESSORS = ['stripe', 'mercadopago', 'paypal'] as const;
export type ProcessorName = (typeof PROCESSORS)[number];

/** A payment to be made for a pledge. */
export interface Order {
  pledge: string;
  reference: string;
  minor: bigint;
  currency: string;
  /** What the donor reads at the processor. */
  title: string;
  locale: Locale;
  /** The donor's own page, where the processor leads back to. */
  back: string;
  /** Where the processor tells us what became of it. */
  notify: string;
  /** The same for the same order: asked twice, it is one payment. */
  key: string;
}

/** A payment as its processor has it now, whatever it told us about it. */
export interface CardPayment {
  payment: string;
  /** As we named it when it began; not yet known to be one of ours. */
  pledge: string;
  currency: string;
  amount: bigint;
  /** Given back in all, or taken back by the donor's bank. */
  refunded: bigint;
  /** What the processor keeps, in the currency that was paid; null while it does not say. */
  fee: bigint | null;
  /** Civil day, UTC. */
  day: string;
}

/** What a message of a processor comes to, once it was verified. */
export type Told =
  | { kind: 'payment'; event: string; payment: CardPayment }
  /** Genuine, and about nothing that is booked. */
  | { kind: 'nothing'; event: string }
  | { kind: 'refused'; reason: 'bad_signature' | 'old' | 'malformed' };

export interface Message {
  /** The body as it came, byte for byte: the signature is over it. */
  raw: string;
  headers: Headers;
  query: URLSearchParams;
  nowMs: number;
}

/** One card processor. What it asks of the network throws when there is no answer: then the message is sent to us again. */
export interface Processor {
  /** Begins a payment; answers where the donor goes. */
  begin(order: Order): Promise<string>;
  read(message: Message): Promise<Told>;
}

/** How old a signed message may be. Longer, it could be an old one that somebody kept. */
export const TOLERANCE_S = 300;
/**
 * The same for processors that repeat a message for three days without signing it anew. A message kept by somebody does no
 * harm within that time: the payment is asked for as it stands now, and the same state twice books nothing.
 */
export const RETRIED_S = 4 * 86_400;
