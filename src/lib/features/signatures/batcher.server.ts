/**
 * Group commit. What arrives while a call is on its way goes together in the next one, so that the database flushes to disk
 * once for many signers; each still gets an answer of their own, and none before the commit.
 */
export interface BatcherOptions<T, R> {
  /** One transaction for all; answers in the order of the items. */
  run: (items: T[]) => Promise<R[]>;
  /** True when the failure is of the whole database and not of an item: then nobody is tried again one by one. */
  isAway: (error: unknown) => boolean;
  /** True when the same call may succeed at once, e.g. after a deadlock. */
  isRetryable?: (error: unknown) => boolean;
  max?: number;
  /** Calls on their way at once. */
  lanes?: number;
  /** Beyond this many waiting, the newest is refused: memory has an end and so has patience. */
  maxWaiting?: number;
  /** What the refused are told. */
  full: () => Error;
}

export interface Batcher<T, R> {
  /** Rejects when it is not known to be stored. Items must be idempotent: one may be sent again. */
  submit(item: T): Promise<R>;
  readonly waiting: number;
}

interface Waiting<T, R> {
  item: T;
  resolve: (answer: R) => void;
  reject: (error: unknown) => void;
}

const TRIES = 3;

export function createBatcher<T, R>(options: BatcherOptions<T, R>): Batcher<T, R> {
  const { run, isAway, isRetryable = () => false, max = 256, lanes = 3, maxWaiting = 5_000, full } = options;
  const queue: Waiting<T, R>[] = [];
  let running = 0;
  let woken = false;

  const once = async (items: T[]): Promise<R[]> => {
    for (let tries = 1; ; tries += 1) {
      try {
        const answers = await run(items);
        if (answers.length !== items.length) throw new Error('The batch was answered for another number of items');
        return answers;
      } catch (error) {
        if (tries >= TRIES || !isRetryable(error)) throw error;
      }
    }
  };

  const settle = async (batch: Waiting<T, R>[]): Promise<void> => {
    try {
      const answers = await once(batch.map(({ item }) => item));
      answers.forEach((answer, at) => batch[at]?.resolve(answer));
    } catch (error) {
      const [first, ...others] = batch;
      if (isAway(error) || first === undefined || others.length === 0) {
        for (const { reject } of batch) reject(error);
        return;
      }
      // One item that the database refuses must not take the others with it.
      for (const one of batch) await settle([one]);
    }
  };

  const pump = (): void => {
    woken = false;
    while (queue.length > 0 && running < lanes) {
      // A second call only when a good part of one is waiting: small calls side by side flush more often for the same work.
      if (running > 0 && queue.length < max / 4) return;
      running += 1;
      void settle(queue.splice(0, max)).finally(() => {
        running -= 1;
        pump();
      });
    }
  };

  return {
    submit(item) {
      if (queue.length >= maxWaiting) return Promise.reject(full());
      return new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject });
        if (woken) return;
        woken = true;
        // After the requests that the network has already brought were read.
        setImmediate(pump);
      });
    },
    get waiting() {
      return queue.length;
    },
  };
}
