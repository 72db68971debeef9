import type { Result } from '$lib/contracts/errors';
import type { OpAck } from '$lib/contracts/socket-events';
import type { LiveDeps } from './deps.server';
import type { Relay } from './relay.server';
import type { Revocation } from './revocation.server';
import type { Seat } from './rooms.server';
import { readOp } from './schema.server';
import type { Totals } from './totals.server';

export type Answer<T> = (result: Result<T>) => void;

export interface Ops {
  /** Runs what one tab sent, in the order in which it sent it. */
  run(seat: Seat, input: unknown, answer: Answer<OpAck>): void;
  forget(seat: Seat): void;
}

interface OpsOptions {
  deps: Pick<LiveDeps, 'toFailure' | 'limits'>;
  relay: Relay;
  revocation: Revocation;
  totals: Totals;
}

/** Operations waiting per tab; more is no person working. */
const QUEUE = 64;

export function createOps({ deps, relay, revocation, totals }: OpsOptions): Ops {
  const queues = new Map<Seat, { tail: Promise<void>; length: number }>();

  async function runOne(seat: Seat, input: unknown, answer: Answer<OpAck>): Promise<void> {
    const op = readOp(input);
    if (!op) return answer({ ok: false, code: 'invalid', field: 'op', rule: 'shape' });
    try {
      const retryAfterS = await deps.limits.op(seat.actor.userId);
      if (retryAfterS > 0) return answer({ ok: false, code: 'too_many', retryAfterS });
      const { result, entries } = await seat.member.applyOp(op);
      // The names of streams this tab has not open are none of its business.
      const seqs = entries
        .filter(({ stream }) => seat.streams.has(stream))
        .map(({ stream, seq }) => ({ stream, seq: Number(seq) }));
      // The answer goes first, because whoever ends their own sessions is off the line after the next call.
      answer({ ok: true, value: { opId: op.opId, result, seqs } });
      revocation.afterOp(op);
      relay.offer(entries);
      totals.poke();
    } catch (error) {
      answer(deps.toFailure(error));
    }
  }

  return {
    run(seat, input, answer) {
      const queue = queues.get(seat) ?? { tail: Promise.resolve(), length: 0 };
      queues.set(seat, queue);
      if (queue.length >= QUEUE) return answer({ ok: false, code: 'too_many', retryAfterS: 1 });
      queue.length += 1;
      queue.tail = queue.tail
        .then(() => runOne(seat, input, answer))
        .finally(() => {
          queue.length -= 1;
        });
    },
    forget(seat) {
      queues.delete(seat);
    },
  };
}
