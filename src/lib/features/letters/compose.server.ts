import type { Locale } from '$lib/contracts/locales';
import { campaignPath } from '$lib/features/campaign/index';
import { mailMessages } from '$lib/messages/mail.server';
import { fillLetter, type Letter, type PublicTarget } from './model';

export interface Writer {
  name: string;
  email: string;
  words: string;
}
interface Template extends Letter {
  locale: Locale;
  campaign: string;
}

/** The letter of a writer to a target, word for word as the mail carries it, with the line that says how it came. */
export function wholeLetter(
  template: Template,
  target: Pick<PublicTarget, 'salutation'>,
  writer: Writer,
  page: { origin: string; slug: string },
): Letter {
  const { subject, body } = fillLetter(template, {
    salutation: target.salutation,
    name: writer.name,
    words: writer.words,
    campaign: template.campaign,
  });
  const m = mailMessages(template.locale);
  const foot = m('letter.foot', {
    name: writer.name,
    campaign: template.campaign,
    email: writer.email,
    url: page.origin + campaignPath(template.locale, page.slug),
  });
  return { subject, body: `${body}\n\n-- \n${foot}` };
}
