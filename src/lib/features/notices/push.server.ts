/** Sends what waits for telephones. The text is sealed up to the browser, and still says codes only: a locked screen shows it to whoever holds it. */
import webpush from 'web-push';
import { LOCALES, type Locale } from '$lib/contracts/locales';
import { NOTICE_KINDS } from '$lib/contracts/ops-notices';
import { noticesMessages } from '$lib/messages/notices';
import type { Ronda } from '$lib/server/app.server';
import type { Place } from '$lib/server/crypto/keyring.server';
import { postOutside } from '$lib/server/outward.server';
import { call } from '$lib/server/rpc.server';
import { readItem, type Item } from './model';
import { parseDevice } from './schema';
import { vapidOf, type Vapid } from './vapid.server';
import { headline } from './words';

export const devicePlace = (id: string): Place => ({ table: 'push_devices', row: id, column: 'device' });

interface Waiting {
  send: string;
  attempts: number;
  id: string;
  kind: string;
  urgent: boolean;
  more: number;
  slug: string;
  locale: string;
  items: { entity: string; id: string; step: string; rung: number; facts: unknown }[];
  devices: { id: string; sealed: string }[];
}

/** What the service worker shows. */
interface Payload {
  title: string;
  body: string;
  /** A path of this site. */
  url: string;
  /** A push that came twice replaces itself. */
  tag: string;
}

function payloadOf(
  waiting: Pick<Waiting, 'id' | 'kind' | 'slug' | 'more'>,
  items: readonly Item[],
  locale: Locale,
  nowMs: number,
): Payload {
  const m = noticesMessages(locale);
  const kind = NOTICE_KINDS.find((one) => one === waiting.kind) ?? 'due';
  return {
    title: 'Ronda',
    body: headline(m, kind, items, waiting.more, nowMs),
    url: `/desk/${waiting.slug}/notices/${waiting.id}`,
    tag: waiting.id,
  };
}

type Sent = 'sent' | 'gone' | 'again';

async function pushTo(device: string, payload: Payload, urgent: boolean, vapid: Vapid, inner: boolean): Promise<Sent> {
  const subscription = parseDevice(device);
  if (subscription === null) return 'gone';
  const { headers, body } = webpush.generateRequestDetails(subscription, JSON.stringify(payload), {
    vapidDetails: vapid,
    TTL: 12 * 3600,
    urgency: urgent ? 'high' : 'normal',
    topic: payload.tag.replaceAll('-', '').slice(0, 32),
  });
  const answer = await postOutside(subscription.endpoint, { headers, body: new Uint8Array(body ?? []), inner });
  // An address inside our own network was never a browser's; it is not tried again.
  if (!answer.ok) return answer.rule === 'outward_silent' ? 'again' : 'gone';
  if (answer.value === 404 || answer.value === 410) return 'gone';
  return answer.value >= 200 && answer.value < 300 ? 'sent' : 'again';
}

/** 1, 2, 4 ... minutes. */
const againMs = (attempts: number): number => 60_000 * 2 ** Math.min(6, attempts - 1);

/** Claims what is due and sends it; answers how many notices were claimed. */
export async function sendPushes(
  app: Pick<Ronda, 'backend' | 'keyring' | 'env' | 'log'>,
  nowMs: number,
): Promise<number> {
  const system = app.backend.system();
  const at = new Date(nowMs).toISOString();
  const claimed = await call<Waiting[]>(system, 'notices_push_claim', { at, n: 50 });
  const vapid = vapidOf(app.keyring, app.env);
  for (const waiting of claimed) {
    const items = waiting.items.flatMap((row) => readItem(row) ?? []);
    const locale = LOCALES.find((one) => one === waiting.locale) ?? 'es';
    const payload = payloadOf(waiting, items, locale, nowMs);
    const results = await Promise.all(
      waiting.devices.map(async ({ id, sealed }) => ({
        id,
        came: await pushTo(
          app.keyring.open(sealed, devicePlace(id)),
          payload,
          waiting.urgent,
          vapid,
          app.env.askInner,
        ).catch((): Sent => 'again'),
      })),
    );
    const gone = results.flatMap(({ id, came }) => (came === 'gone' ? [id] : []));
    const sent = results.some(({ came }) => came === 'sent');
    const retry = !sent && results.some(({ came }) => came === 'again') && waiting.attempts < 6;
    await call(system, 'notices_push_done', {
      send: waiting.send,
      sent,
      gone,
      again: retry ? new Date(nowMs + againMs(waiting.attempts)).toISOString() : null,
      at,
    });
    app.log.info('push.done', { kind: waiting.kind, count: gone.length });
  }
  return claimed.length;
}
