import { campaignPath } from '$lib/features/campaign/index';
import { formatDay, formatMoney } from '$lib/kernel/format';
import { formatRf } from '$lib/kernel/rf';
import { mailMessages } from '$lib/messages/mail.server';
import type { Backend } from '$lib/server/backend/index.server';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import type { Env } from '$lib/server/env.server';
import { compose } from '$lib/server/mail/compose.server';
import type { Render } from '$lib/server/mail/outbox.server';
import { givingRepo, type PledgeLook } from './giving.repo.server';
import { OWN_LINK, sealedPlace } from './places.server';

interface MailParts {
  backend: Pick<Backend, 'system'>;
  keyring: Keyring;
  env: Pick<Env, 'origin' | 'port'>;
}
type Kind = 'made' | 'reminder' | 'received' | 'thanks';

/** In which states each mail still has something to say. */
const WHEN: Readonly<Record<Kind, readonly PledgeLook['state'][]>> = {
  made: ['open', 'partly', 'received'],
  reminder: ['open'],
  received: ['received', 'partly'],
  thanks: ['received', 'partly'],
};

/**
 * The mails to donors, made at the moment of sending. The name stands in none: a stranger may have typed it, and would so
 * write to somebody through us.
 */
export function givingMails({ backend, keyring, env }: MailParts): Readonly<Record<string, Render>> {
  const repo = givingRepo(() => backend.system());
  const origin = env.origin ?? `http://localhost:${env.port}`;
  const renderOf =
    (kind: Kind): Render =>
    async (ref, locale) => {
      const found = ref === null ? null : await repo.look(ref);
      if (found === null || found.emailSealed === null || !WHEN[kind].includes(found.state)) return null;
      const m = mailMessages(locale);
      const { title: campaign, slug, currency } = found;
      const own = `${origin}${campaignPath(locale, slug, `/give/${keyring.linkToken(OWN_LINK, found.id, 0)}`)}`;
      const last = found.entries.at(-1);
      const values = {
        campaign,
        amount: formatMoney(BigInt(found.minor), currency, locale),
        received: last ? formatMoney(BigInt(last.minor), last.currency, locale) : '',
        day: formatDay(found.receivedOn ?? found.createdAt.slice(0, 10), locale, { weekday: false }),
        reference: formatRf(found.reference),
      };
      const ownWords = found.thanks[locale];
      const paragraphs = [m('greeting'), m(`pledge.${kind}.text`, values)];
      if ((kind === 'thanks' || kind === 'received') && ownWords !== '') paragraphs.push(ownWords);
      const composed = compose({
        locale,
        subject: m(`pledge.${kind}.subject`, values),
        paragraphs,
        action: { label: m(`pledge.${kind}.button`), url: own },
        closing: [m('pledge.why')],
        footer: [m('footer', { campaign })],
      });
      return { to: keyring.open(found.emailSealed, sealedPlace(found.id, 'email')), ...composed };
    };
  return {
    pledge_made: renderOf('made'),
    pledge_reminder: renderOf('reminder'),
    pledge_received: renderOf('received'),
    pledge_thanks: renderOf('thanks'),
  };
}
