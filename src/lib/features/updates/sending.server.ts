import type { Locale } from '$lib/contracts/locales';
import { campaignPath } from '$lib/features/campaign';
import { sealedPlace } from '$lib/features/signatures/index.server';
import { mailMessages } from '$lib/messages/mail.server';
import type { Ronda } from '$lib/server/app.server';
import { startTicker, type Ticker } from '$lib/server/jobs/ticker.server';
import { compose, type Composed } from '$lib/server/mail/compose.server';
import type { Render } from '$lib/server/mail/outbox.server';
import { paragraphsOf } from './model';
import { updatesRepo } from './updates.repo.server';

/** Purpose of the link that stops updates. */
export const STOP_LINK = 'updates.stop';

/** Few at once, so that a pause or a cancel finds most of them not yet on their way. */
const STRETCH = 200;
const EVERY_MS = 5_000;

/** The mail of an update, as it is sent and as it is previewed. */
export function updateLetter(
  locale: Locale,
  words: { campaign: string; title: string; body: string },
  to: { page: string; stop: string },
): Composed {
  const m = mailMessages(locale);
  return compose({
    locale,
    subject: words.title,
    paragraphs: paragraphsOf(words.body),
    action: { label: m('update.page'), url: to.page },
    closing: [`${m('update.stop')}\n${to.stop}`],
    footer: [m('update.why', { campaign: words.campaign })],
  });
}

/** Mails of updates. Null once somebody withdrew or asked to stop, or the update was cancelled. */
export function updateMails({
  backend,
  keyring,
  env,
}: Pick<Ronda, 'keyring'> & {
  backend: Pick<Ronda['backend'], 'system'>;
  env: Pick<Ronda['env'], 'origin' | 'port'>;
}): {
  update: Render;
} {
  const repo = updatesRepo(() => backend.system());
  const origin = env.origin ?? `http://localhost:${env.port}`;
  return {
    async update(ref, locale, update) {
      const found = ref === null || update === null ? null : await repo.forMail(ref, update);
      if (found === null || ref === null) return null;
      const stop = `${origin}${campaignPath(locale, found.slug, `/stop/${keyring.linkToken(STOP_LINK, ref, 0)}`)}`;
      const page = `${origin}${campaignPath(locale, found.slug, `/news/${update ?? ''}`)}`;
      return {
        to: keyring.open(found.emailSealed, sealedPlace(ref, 'email')),
        unsubscribeUrl: `${stop}/one-click`,
        ...updateLetter(locale, found, { page, stop }),
      };
    },
  };
}

/** Puts what was let go into the outbox, stretch by stretch. */
export function updateJobs({ backend, outbox, log }: Ronda): readonly Ticker[] {
  const repo = updatesRepo(() => backend.system());
  const work = async (): Promise<void> => {
    if ((await repo.queue(STRETCH)) > 0) outbox.poke();
  };
  return [startTicker('queue_updates', EVERY_MS, work, log)];
}
