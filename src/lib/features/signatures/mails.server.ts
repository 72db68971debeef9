import type { Locale } from '$lib/contracts/locales';
import { campaignPath } from '$lib/features/campaign/index';
import { mailMessages } from '$lib/messages/mail.server';
import type { Backend } from '$lib/server/backend/index.server';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import type { Env } from '$lib/server/env.server';
import { compose, type Letter } from '$lib/server/mail/compose.server';
import type { Render } from '$lib/server/mail/outbox.server';
import { initialsOf } from './model';
import { CONFIRM_LINK, MINE_LINK, sealedPlace, WITHDRAW_LINK } from './places.server';
import { codeOf } from './proof-code.server';
import { signaturesRepo, type SignatureForMail } from './signatures.repo.server';

interface MailParts {
  backend: Pick<Backend, 'system'>;
  keyring: Keyring;
  env: Pick<Env, 'origin' | 'port'>;
}
/**
 * `share`: the page under the signer's own referral. `proof`: the code of this signature alone, which its own mailbox is
 * told and nobody else.
 */
interface Told extends Record<'page' | 'share' | 'confirm' | 'withdraw' | 'mine' | 'verify' | 'proof', string> {
  /** Of the signer, so that two people of one mailbox know whose mail it is. */
  initials: string;
}

/**
 * The name of the signer stands in no mail, initials alone: a stranger may have typed it, and would so write to somebody
 * through us.
 */
const LETTERS: Record<string, (locale: Locale, campaign: string, to: Told) => Letter> = {
  signature_confirm(locale, campaign, to) {
    const m = mailMessages(locale);
    return {
      locale,
      subject: m('confirm.subject', { campaign }),
      paragraphs: [m('greeting'), m('confirm.text', { campaign }), m('signature.whose', { initials: to.initials })],
      action: { label: m('confirm.button'), url: to.confirm },
      closing: [m('confirm.why'), `${m('withdraw.text')}\n${to.withdraw}`],
      footer: [m('footer', { campaign })],
    };
  },
  signature_already(locale, campaign, to) {
    const m = mailMessages(locale);
    return {
      locale,
      subject: m('already.subject', { campaign }),
      paragraphs: [
        m('greeting'),
        m('already.text', { campaign }),
        m('signature.whose', { initials: to.initials }),
        `${m('already.share')}\n${to.share}`,
      ],
      closing: [`${m('mine.text')}\n${to.mine}`],
      footer: [m('footer', { campaign })],
    };
  },
  signature_household(locale, campaign, to) {
    const m = mailMessages(locale);
    return {
      locale,
      subject: m('household.subject', { campaign }),
      paragraphs: [
        m('greeting'),
        m('household.text', { campaign, initials: to.initials }),
        `${m('household.rule')}\n${to.page}`,
      ],
      closing: [m('household.none')],
      footer: [m('footer', { campaign })],
    };
  },
  signature_confirmed(locale, campaign, to) {
    const m = mailMessages(locale);
    return {
      locale,
      subject: m('confirmed.subject', { campaign }),
      paragraphs: [
        m('greeting'),
        m('confirmed.text', { campaign }),
        m('signature.whose', { initials: to.initials }),
        `${m('already.share')}\n${to.share}`,
        m('mine.text'),
      ],
      action: { label: m('mine.button'), url: to.mine },
      closing: [`${m('proof.text', { code: to.proof })}\n${to.verify}`, m('confirmed.keep')],
      footer: [m('footer', { campaign })],
    };
  },
  signature_links(locale, campaign, to) {
    const m = mailMessages(locale);
    return {
      locale,
      subject: m('links.subject', { campaign }),
      paragraphs: [m('greeting'), m('links.text', { campaign }), m('signature.whose', { initials: to.initials })],
      action: { label: m('mine.button'), url: to.mine },
      closing: [m('links.why')],
      footer: [m('footer', { campaign })],
    };
  },
  signature_reminder(locale, campaign, to) {
    const m = mailMessages(locale);
    return {
      locale,
      subject: m('reminder.subject', { campaign }),
      paragraphs: [m('greeting'), m('reminder.text', { campaign }), m('signature.whose', { initials: to.initials })],
      action: { label: m('confirm.button'), url: to.confirm },
      closing: [m('reminder.once'), `${m('withdraw.text')}\n${to.withdraw}`],
      footer: [m('footer', { campaign })],
    };
  },
};

/** The mails to signers, made at the moment of sending: nothing of them is stored. Null once there is nobody to write to. */
export function signatureMails({ backend, keyring, env }: MailParts): Readonly<Record<string, Render>> {
  const repo = signaturesRepo(() => backend.system());
  const origin = env.origin ?? `http://localhost:${env.port}`;
  const told = (locale: Locale, { id, slug, nameSealed, shareCode }: SignatureForMail): Told => {
    const at = (below: string): string => `${origin}${campaignPath(locale, slug, below)}`;
    return {
      page: at(''),
      share: shareCode === null ? at('') : `${at('')}?r=${shareCode}`,
      confirm: at(`/confirm/${keyring.linkToken(CONFIRM_LINK, id, 0)}`),
      withdraw: at(`/withdraw/${keyring.linkToken(WITHDRAW_LINK, id, 0)}`),
      mine: at(`/mine/${keyring.linkToken(MINE_LINK, id, 0)}`),
      verify: at('/verify'),
      proof: codeOf(keyring, id),
      initials: nameSealed === null ? '' : initialsOf(keyring.open(nameSealed, sealedPlace(id, 'name'))),
    };
  };
  const renderOf =
    (kind: string, letter: (locale: Locale, campaign: string, to: Told) => Letter): Render =>
    async (ref, locale) => {
      const found = ref === null ? null : await repo.forMail(ref);
      if (found === null || found.emailSealed === null || !['pending', 'confirmed'].includes(found.state)) return null;
      if (kind === 'signature_reminder' && found.state !== 'pending') return null;
      const to = keyring.open(found.emailSealed, sealedPlace(found.id, 'email'));
      return { to, ...compose(letter(locale, found.title, told(locale, found))) };
    };
  return Object.fromEntries(Object.entries(LETTERS).map(([kind, letter]) => [kind, renderOf(kind, letter)]));
}
