import { campaignPath } from '$lib/features/campaign/index';
import { mailMessages } from '$lib/messages/mail.server';
import type { Backend } from '$lib/server/backend/index.server';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import type { Env } from '$lib/server/env.server';
import { compose } from '$lib/server/mail/compose.server';
import type { Render } from '$lib/server/mail/outbox.server';
import { endorsementsRepo } from './endorsements.repo.server';
import { CONTACT_LINK, sealedPlace } from './places.server';

interface MailParts {
  backend: Pick<Backend, 'system'>;
  keyring: Keyring;
  env: Pick<Env, 'origin' | 'port'>;
}

/** The mails to whoever asked for an organisation, made at the moment of sending. Null once there is nobody to write to. */
export function endorsementMails({ backend, keyring, env }: MailParts): Readonly<Record<string, Render>> {
  const repo = endorsementsRepo(() => backend.system());
  const origin = env.origin ?? `http://localhost:${env.port}`;
  const renderOf =
    (kind: 'confirm' | 'listed'): Render =>
    async (ref, locale) => {
      const found = ref === null ? null : await repo.look(ref);
      if (found === null || found.emailSealed === null || found.removed) return null;
      if (kind === 'confirm' ? found.mailbox || found.state !== 'asked' : found.state !== 'confirmed') return null;
      const m = mailMessages(locale);
      const { name, title: campaign, campaign: slug } = found;
      const own = `${origin}${campaignPath(locale, slug, `/endorse/${keyring.linkToken(CONTACT_LINK, found.id, 0)}`)}`;
      const list = `${origin}${campaignPath(locale, slug, '/organisations')}`;
      const letter =
        kind === 'confirm'
          ? {
              subject: m('endorse.subject', { campaign }),
              paragraphs: [m('greeting'), m('endorse.text', { campaign, name })],
              action: { label: m('endorse.button'), url: own },
              closing: [m('endorse.why')],
            }
          : {
              subject: m('listed.subject', { campaign }),
              paragraphs: [m('greeting'), m('listed.text', { campaign, name }), list],
              closing: [`${m('listed.withdraw')}\n${own}`],
            };
      const to = keyring.open(found.emailSealed, sealedPlace(found.id, 'email'));
      return { to, ...compose({ locale, ...letter, footer: [m('footer', { campaign })] }) };
    };
  return { endorsement_confirm: renderOf('confirm'), endorsement_listed: renderOf('listed') };
}
