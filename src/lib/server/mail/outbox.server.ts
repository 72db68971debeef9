/**
 * Sends what stands in the outbox table. A mail is claimed for a time, made when it is sent, and marked with what became
 * of it. It is sent again only where the server certainly has not taken it; a mail of which that is not known is shown to
 * the owner and never sent again by itself.
 */
import * as v from 'valibot';
import { LOCALES, type Locale } from '../../contracts/locales';
import { dataOf } from '../errors.server';
import type { Log } from '../log.server';
import { MAX_SEND_MS, type Mail, type Sent, type Smtp } from './smtp.server';

export interface OutboxMail {
  id: string;
  campaign?: string | null;
  kind: string;
  ref: string | null;
  locale: Locale;
  sealed?: string | null;
  /** Two mails with the same key are one. */
  dedupe?: string | null;
}
export interface ClaimedMail {
  id: string;
  kind: string;
  ref: string | null;
  locale: Locale;
  sealed: string | null;
  /** Counted by the claim: 1 at the first. */
  attempts: number;
}
export type Outcome = 'sent' | 'retry' | 'failed' | 'unknown' | 'dropped';

/** The outbox table as the worker needs it. */
export interface OutboxDb {
  enqueue(mails: OutboxMail[]): Promise<void>;
  claim(n: number, leaseS: number): Promise<ClaimedMail[]>;
  done(id: string, outcome: Outcome, error: string | null, retryInS: number | null): Promise<void>;
}

/** Makes the mail for a row, or null when there is nobody to send to any more: then it is dropped. */
export type Render = (ref: string | null, locale: Locale, sealed: string | null) => Promise<Mail | null>;

export interface OutboxOptions {
  db: OutboxDb;
  render: Readonly<Record<string, Render>>;
  /** Null: no server is configured. Nothing is claimed; the owner reads the outbox in the app. */
  smtp: Smtp | null;
  log: Log;
  /** How many mails are sent at once. */
  parallel?: number;
  leaseS?: number;
  /** Milliseconds between looks when nothing was due. */
  pollMs?: number;
  maxAttempts?: number;
  random?: () => number;
}

export interface Outbox {
  enqueue(mails: OutboxMail[]): Promise<void>;
  start(): void;
  /** Looks at once, e.g. after a signature was stored. */
  poke(): void;
  /** Claims once and sends what it got; for tests and commands. Answers how many were claimed. */
  runOnce(): Promise<number>;
  /** Claims no more, hands back what was not begun, and waits for what is being sent, at most `boundMs`. */
  close(boundMs?: number): Promise<void>;
}

type RpcName = 'outbox_enqueue' | 'outbox_claim' | 'outbox_done';
const claimedRows = v.array(
  v.object({
    id: v.string(),
    kind: v.string(),
    ref: v.nullable(v.string()),
    locale: v.picklist(LOCALES),
    sealed: v.nullable(v.string()),
    attempts: v.number(),
  }),
);

/** The outbox over its functions in the database, called as the service role. */
export function outboxOverRpc(
  rpc: (
    name: RpcName,
    args: Record<string, unknown>,
  ) => PromiseLike<{ data: unknown; error: unknown; status?: number }>,
): OutboxDb {
  return {
    async enqueue(mails) {
      dataOf(await rpc('outbox_enqueue', { mails }));
    },
    async claim(n, leaseS) {
      return v.parse(claimedRows, dataOf(await rpc('outbox_claim', { n, lease_s: leaseS })) ?? []);
    },
    async done(id, outcome, error, retryInS) {
      dataOf(await rpc('outbox_done', { id, outcome, error, retry_in_s: retryInS }));
    },
  };
}

const MAX_BACKOFF_S = 6 * 3600;

/** Seconds until the next try: 30 s doubling to six hours, between half and all of it, so that a crowd spreads out. */
export function backoffS(attempts: number, random: () => number = Math.random): number {
  const full = Math.min(MAX_BACKOFF_S, 30 * 2 ** Math.min(20, Math.max(0, attempts - 1)));
  return Math.ceil(full * (0.5 + random() / 2));
}

/** The worker. Several processes may run one each: a claim is exclusive. */
export function createOutbox(options: OutboxOptions): Outbox {
  const {
    db,
    render,
    smtp,
    log,
    parallel = 4,
    leaseS = 300,
    pollMs = 5000,
    maxAttempts = 14,
    random = Math.random,
  } = options;
  const waiters = new Set<() => void>();
  let stopping = false;
  let poked = false;
  let troubles = 0;
  let loop: Promise<void> | null = null;

  const settle = async (
    mail: ClaimedMail,
    outcome: Outcome,
    why: string | null,
    retryInS: number | null,
    until: number,
  ): Promise<void> => {
    // A mail that was sent must be marked so while its lease lasts; else it would be shown as uncertain.
    for (let tries = 0; ; tries += 1) {
      try {
        await db.done(mail.id, outcome, why, retryInS);
        return;
      } catch (error) {
        const pause = Math.min(5000, 100 * 2 ** tries);
        if (Date.now() + pause > until || (stopping && tries >= 3)) {
          log.error('mail.unmarked', { mail: mail.id, kind: mail.kind, outcome, err: error });
          return;
        }
        await delay(pause);
      }
    }
  };

  const deliver = async (mail: ClaimedMail, until: number): Promise<boolean> => {
    if (smtp === null || stopping || Date.now() + MAX_SEND_MS > until) {
      await settle(mail, 'retry', 'not_begun', 0, until);
      return false;
    }
    const made = await make(render, mail, log);
    if (made === 'dropped') {
      await settle(mail, 'dropped', null, null, until);
      return false;
    }
    // From the first byte on, anything unforeseen counts as uncertain.
    const sent: Sent =
      'outcome' in made
        ? made
        : await smtp.send(made, mail.id).catch((error: unknown) => {
            log.error('mail.broke', { mail: mail.id, kind: mail.kind, err: error });
            return { outcome: 'unknown', why: 'program_error', server: false } as const;
          });
    await conclude(mail, sent, until);
    return sent.outcome !== 'sent' && sent.server;
  };

  const conclude = async (mail: ClaimedMail, sent: Sent, until: number): Promise<void> => {
    if (sent.outcome === 'sent') {
      log.info('mail.sent', { mail: mail.id, kind: mail.kind, attempt: mail.attempts });
      await settle(mail, 'sent', null, null, until);
      return;
    }
    const spent = sent.outcome === 'retry' && mail.attempts >= maxAttempts;
    const outcome = spent ? 'failed' : sent.outcome;
    const retryInS = outcome === 'retry' ? backoffS(mail.attempts, random) : null;
    log.warn('mail.not_sent', {
      mail: mail.id,
      kind: mail.kind,
      attempt: mail.attempts,
      outcome,
      note: sent.why,
      ...(retryInS === null ? {} : { retryInS }),
    });
    await settle(mail, outcome, sent.why, retryInS, until);
  };

  const runOnce = async (): Promise<number> => {
    if (smtp === null || stopping) return 0;
    const until = Date.now() + leaseS * 1000;
    const mails = await db.claim(parallel * 2, leaseS);
    const queue = [...mails];
    let trouble = false;
    const lane = async (): Promise<void> => {
      for (let mail = queue.shift(); mail !== undefined; mail = queue.shift())
        trouble = (await deliver(mail, until)) || trouble;
    };
    await Promise.all(Array.from({ length: parallel }, lane));
    // A server that is away is not asked again for every waiting mail: 5 s, 10 s, ... 80 s between looks.
    if (mails.length > 0) troubles = trouble ? Math.min(5, troubles + 1) : 0;
    return mails.length;
  };

  const delay = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        waiters.delete(finish);
        resolve();
      };
      const timer = setTimeout(finish, ms);
      timer.unref();
      waiters.add(finish);
    });

  const work = async (): Promise<void> => {
    while (!stopping) {
      poked = false;
      let claimed = 0;
      let wait = pollMs;
      try {
        claimed = await runOnce();
      } catch (error) {
        log.warn('mail.claim_failed', { err: error });
        wait = Math.max(pollMs, 5000);
      }
      if (troubles > 0) wait = Math.max(pollMs, 2500 * 2 ** troubles);
      // A poke does not hurry a server in trouble.
      if (!stopping && claimed === 0 && !poked) await delay(wait);
      else if (!stopping && troubles > 0) await delay(wait);
    }
  };

  return {
    enqueue: async (mails) => {
      await db.enqueue(mails);
      wake();
    },
    start() {
      if (smtp !== null && !stopping) loop ??= work();
    },
    poke: () => wake(),
    runOnce,
    async close(boundMs = 2000) {
      stopping = true;
      for (const finish of [...waiters]) finish();
      smtp?.close();
      if (loop === null) return;
      const timer = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), boundMs).unref());
      if ((await Promise.race([loop, timer])) !== 'late') return;
      // What hangs in the middle of a mail ends as uncertain, and is still marked when the database answers in time.
      smtp?.close(true);
      const last = new Promise<void>((resolve) => setTimeout(resolve, 300).unref());
      await Promise.race([loop, last]);
    },
  };

  function wake(): void {
    poked = true;
    if (troubles === 0) for (const finish of [...waiters]) finish();
  }
}

/** The mail, or what becomes of a row of which none could be made. */
async function make(
  render: OutboxOptions['render'],
  mail: ClaimedMail,
  log: Log,
): Promise<Mail | 'dropped' | Exclude<Sent, { outcome: 'sent' }>> {
  const template = Object.hasOwn(render, mail.kind) ? render[mail.kind] : undefined;
  if (template === undefined) return { outcome: 'failed', why: 'kind_unknown', server: false };
  try {
    return (await template(mail.ref, mail.locale, mail.sealed)) ?? 'dropped';
  } catch (error) {
    log.warn('mail.not_made', { mail: mail.id, kind: mail.kind, err: error });
    return { outcome: 'retry', why: 'not_made', server: false };
  }
}
