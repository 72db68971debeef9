import type { Ronda } from '$lib/server/app.server';
import { startTicker, type Ticker } from '$lib/server/jobs/ticker.server';
import { call } from '$lib/server/rpc.server';
import { sendPushes } from './push.server';
import { remind } from './remind.server';

const TELL_MS = 5_000;
const REMIND_MS = 60_000;
const PUSH_MS = 10_000;
const MORNING_MS = 300_000;
/** Every minute what ends within days; every quarter of an hour also what a recess lies before. */
const NEAR_DAYS = 5;
const FAR_DAYS = 75;
const FAR_EVERY = 15;

type App = Pick<Ronda, 'backend' | 'keyring' | 'env' | 'log' | 'outbox'>;

/** Everything in its order, once; the clock is the caller's. Safe in any number of processes, and again after a crash. */
export async function runNotices(app: App, nowMs: number, days = FAR_DAYS): Promise<void> {
  const system = app.backend.system();
  const at = new Date(nowMs).toISOString();
  await call(system, 'notices_tell', { at });
  await call(system, 'notices_needs', { at });
  await remind(system, nowMs, days);
  await call(system, 'notices_morning', { at });
  await sendPushes(app, nowMs);
}

/** What tells people, in the background. */
export function noticeJobs(app: App): Ticker[] {
  const system = () => app.backend.system();
  const at = (): string => new Date().toISOString();
  let pass = 0;
  const tickers = [
    startTicker(
      'notices_tell',
      TELL_MS,
      async () => {
        if ((await call<number>(system(), 'notices_tell', { at: at() })) > 0) app.outbox.poke();
      },
      app.log,
    ),
    startTicker(
      'notices_remind',
      REMIND_MS,
      async () => {
        const days = pass++ % FAR_EVERY === 0 ? FAR_DAYS : NEAR_DAYS;
        const needs = await call<number>(system(), 'notices_needs', { at: at() });
        if ((await remind(system(), Date.now(), days)) + needs > 0) app.outbox.poke();
      },
      app.log,
    ),
    startTicker('notices_push', PUSH_MS, async () => void (await sendPushes(app, Date.now())), app.log),
    startTicker(
      'notices_morning',
      MORNING_MS,
      async () => {
        await call(system(), 'notices_sweep', { at: at() });
        await call(system(), 'notices_morning', { at: at() });
      },
      app.log,
    ),
  ];
  return tickers;
}
