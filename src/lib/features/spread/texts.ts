import type { Locale } from '$lib/contracts/locales';
import { SHARE_TEXT_WAYS, type ShareTextWay } from '$lib/contracts/ops';
import { publicMessages } from '$lib/messages/public';

export type ShareTexts = Readonly<Record<ShareTextWay, string>>;

/** The words of the product for each way, with `{link}` and `{count}` left open. */
export function defaultTexts(locale: Locale, campaign: string): ShareTexts {
  const m = publicMessages(locale);
  const entries = SHARE_TEXT_WAYS.map((way) => [way, m(`share.text.${way}`, { campaign })]);
  return Object.fromEntries(entries) as Record<ShareTextWay, string>;
}

/** What the campaign wrote, and the words of the product where it wrote nothing. */
export function shareTexts(locale: Locale, campaign: string, own: Partial<ShareTexts>): ShareTexts {
  return { ...defaultTexts(locale, campaign), ...own };
}
