import { campaignPath } from '$lib/features/campaign/index';
import { mailMessages } from '$lib/messages/mail.server';
import type { Backend } from '$lib/server/backend/index.server';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import type { Env } from '$lib/server/env.server';
import { compose } from '$lib/server/mail/compose.server';
import type { Render } from '$lib/server/mail/outbox.server';
import { wholeLetter } from './compose.server';
import { lettersRepo } from './letters.repo.server';
import { LETTERS_LINK, sealedPlace } from './places.server';

interface MailParts {
  backend: Pick<Backend, 'system'>;
  keyring: Keyring;
  env: Pick<Env, 'origin' | 'port'>;
}

/** How the addresses in mails begin. */
export function mailOrigin(env: Pick<Env, 'origin' | 'port'>): string {
  return env.origin ?? `http://localhost:${env.port}`;
}

/**
 * The letters and the mail that asks their writer. In that one stands neither the name nor the words: a stranger may have
 * typed them, and would so write to somebody through us.
 */
export function letterMails({ backend, keyring, env }: MailParts): Readonly<Record<string, Render>> {
  const repo = lettersRepo(() => backend.system());
  const origin = mailOrigin(env);
  return {
    async letters_confirm(ref, locale) {
      const found = ref === null ? null : await repo.look(ref);
      if (found === null || found.emailSealed === null || found.state !== 'pending') return null;
      const m = mailMessages(locale);
      const { title: campaign, slug } = found;
      const names = found.letters.map(({ name, office }) => (office === '' ? `· ${name}` : `· ${name}, ${office}`));
      const link = `/letters/confirm/${keyring.linkToken(LETTERS_LINK, found.id, 0)}`;
      const composed = compose({
        locale,
        subject: m('letters.confirm.subject', { campaign }),
        paragraphs: [
          m('greeting'),
          `${m('letters.confirm.text', { campaign, n: names.length })}\n${names.join('\n')}`,
          m('letters.confirm.look'),
        ],
        action: { label: m('letters.confirm.button'), url: origin + campaignPath(locale, slug, link) },
        closing: [m('letters.confirm.why')],
        footer: [m('footer', { campaign })],
      });
      return { to: keyring.open(found.emailSealed, sealedPlace(found.id, 'email')), ...composed };
    },
    // A letter from one person to another: plain text, answers go to its writer.
    async letter(ref) {
      const found = ref === null ? null : await repo.forMail(ref);
      if (found === null || found.emailSealed === null || found.nameSealed === null) return null;
      const { request, slug, wordsSealed } = found;
      const writer = {
        name: keyring.open(found.nameSealed, sealedPlace(request, 'name')),
        email: keyring.open(found.emailSealed, sealedPlace(request, 'email')),
        words: wordsSealed === null ? '' : keyring.open(wordsSealed, sealedPlace(request, 'words')),
      };
      const { subject, body } = wholeLetter(found, found, writer, { origin, slug });
      return { to: found.email, subject, text: `${body}\n`, replyTo: writer.email, sender: writer.name };
    },
  };
}
