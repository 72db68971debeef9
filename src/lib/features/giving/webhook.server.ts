import type { RequestEvent } from '@sveltejs/kit';
import { ronda } from '$lib/server/app.server';
import { attempt, httpStatus } from '$lib/server/errors.server';
import { clientAddress } from '$lib/server/limits/address.server';
import { givingRepo } from './giving.repo.server';
import { cardProcessors } from './processors/configured.server';

type Hook = Pick<RequestEvent, 'request' | 'url' | 'getClientAddress'> & { params: { processor: string } };

const MOST_BYTES = 262_144;
const plain = (status: number): Response => new Response(null, { status });

/**
 * What a card processor tells us. The body is taken as it came, because the signature is over its bytes; whatever is not
 * genuine, or does not fit a pledge of ours, is written down and books nothing. An answer other than 2xx makes the processor
 * tell it again, which is what we want while the database is away, and only then.
 */
export async function processorHook({ params, request, url, getClientAddress }: Hook): Promise<Response> {
  const { env, backend, limits, log, totalsChanged, outbox } = ronda();
  const known = cardProcessors(env).find(({ name }) => name === params.processor);
  if (!known) return plain(404);
  if (!(await limits.take('webhook.address', clientAddress(getClientAddress()))).ok) return plain(429);
  const raw = await request.text();
  if (raw.length > MOST_BYTES) return plain(413);
  const repo = givingRepo(() => backend.system());
  const { name, label } = known;

  const done = await attempt(async (): Promise<number> => {
    const processor = await known.load();
    const told = await processor.read({ raw, headers: request.headers, query: url.searchParams, nowMs: Date.now() });
    if (told.kind === 'refused') {
      log.warn('webhook.refused', { kind: name, rule: told.reason });
      await repo.refused(name, told.reason);
      return 400;
    }
    if (told.kind === 'nothing') return 200;
    const { payment, pledge, currency, amount, refunded, fee, day } = told.payment;
    const { outcome } = await repo.settle({
      processor: name,
      event: told.event,
      payment,
      // What is no id of ours is no pledge of ours.
      pledge: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(pledge)
        ? pledge
        : '00000000-0000-0000-0000-000000000000',
      currency,
      amountMinor: amount.toString(),
      refundedMinor: refunded.toString(),
      feeMinor: (fee ?? 0n).toString(),
      feeKnown: fee !== null,
      day,
      account: label,
      note: `${label} ${payment}`.slice(0, 400),
    });
    log.info('webhook.read', { kind: name, outcome });
    if (outcome === 'booked') {
      totalsChanged();
      outbox.poke();
    }
    return 200;
  });
  return plain(done.ok ? done.value : httpStatus(done.code));
}
