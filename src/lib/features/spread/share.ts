import type { ShareTextWay } from '$lib/contracts/ops';

/** Addresses of the services people pass a petition on with. Plain links: nothing of theirs is loaded before somebody chooses. */
export const SHARE_WAYS = ['whatsapp', 'telegram', 'x', 'bluesky', 'mastodon', 'facebook', 'mail'] as const;
export type ShareWay = (typeof SHARE_WAYS)[number];

/**
 * Characters that fit. X counts any link as 23 and speaks of 280, Bluesky of 300 signs, Mastodon's servers of 500; the
 * others take what an address takes.
 */
export const TEXT_LIMITS: Readonly<Record<ShareTextWay, number>> = {
  whatsapp: 1000,
  telegram: 1000,
  x: 280,
  bluesky: 300,
  mastodon: 500,
  mail: 1000,
  app: 1000,
};
const X_LINK = 23;

export interface Shared {
  /** Whole address of the campaign's page, without a query. */
  page: string;
  title: string;
  /** The count in the reader's figures. */
  count: string;
  /** Share code of the signer who passes it on; empty for everybody else. */
  referral: string;
  /** What each way says, with `{link}` and `{count}` to be filled in. */
  texts: Readonly<Record<ShareTextWay, string>>;
}

/** The address with how it travels and who sends it, so that the counts by source know it again. */
export function linkBy(source: string, { page, referral }: Pick<Shared, 'page' | 'referral'>): string {
  const url = new URL(page);
  url.searchParams.set('src', source);
  if (referral !== '') url.searchParams.set('r', referral);
  return url.href;
}

/** A template with its places filled. */
export function fillText(template: string, link: string, count: string): string {
  return template.replaceAll('{link}', link).replaceAll('{count}', count);
}

/** For services that take the link apart: the words alone, without what led to it. */
function withoutLink(template: string, count: string): string {
  return fillText(template, '', count)
    .replace(/[ \t]+/g, ' ')
    .trim()
    .replace(/\s*[:→-]$/u, '');
}

let segmenter: Intl.Segmenter | undefined;

/** How long a text is to the service, as it counts. */
export function textLength(way: ShareTextWay, template: string, link: string, count: string): number {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  // X takes words and link apart and puts a blank between.
  if (way === 'x') return [...segmenter.segment(withoutLink(template, count))].length + 1 + X_LINK;
  return [...segmenter.segment(fillText(template, link, count))].length;
}

/** The link of one way. */
export function shareLink(way: ShareWay, shared: Shared): string {
  const { title, count, texts } = shared;
  const at = linkBy(way, shared);
  const q = encodeURIComponent;
  const text = (of: ShareTextWay): string => q(fillText(texts[of], at, count));
  switch (way) {
    case 'whatsapp':
      return `https://wa.me/?text=${text(way)}`;
    case 'telegram':
      return `https://t.me/share/url?url=${q(at)}&text=${q(withoutLink(texts.telegram, count))}`;
    case 'x':
      return `https://x.com/intent/post?text=${q(withoutLink(texts.x, count))}&url=${q(at)}`;
    case 'bluesky':
      return `https://bsky.app/intent/compose?text=${text(way)}`;
    case 'mastodon':
      return `https://share.joinmastodon.org/#text=${text(way)}`;
    case 'facebook':
      return `https://www.facebook.com/sharer/sharer.php?u=${q(at)}`;
    case 'mail':
      return `mailto:?subject=${q(title)}&body=${text(way)}`;
  }
}

/** What the sheet of a phone is given (`navigator.share`): words and link apart. */
export function sheetOf(shared: Shared): { title: string; text: string; url: string } {
  return {
    title: shared.title,
    text: withoutLink(shared.texts.app, shared.count),
    url: linkBy('app', shared),
  };
}

/** What an address brought, to go on in the next one of the same visitor. */
export function carriedQuery({ source, ref }: { source: string; ref: string }): string {
  const query = new URLSearchParams();
  if (source !== '') query.set('src', source);
  if (ref !== '') query.set('r', ref);
  return query.size === 0 ? '' : `?${query}`;
}
