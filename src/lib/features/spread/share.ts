/** Addresses of the services people pass a petition on with. Plain links: nothing of theirs is loaded before somebody chooses. */
export const SHARE_WAYS = ['whatsapp', 'telegram', 'x', 'bluesky', 'mastodon', 'facebook', 'mail'] as const;
export type ShareWay = (typeof SHARE_WAYS)[number];

/** The link of one way. The address carries how it travelled, and the counts by source know it again. */
export function shareLink(way: ShareWay, page: string, title: string, sentence: (url: string) => string): string {
  const url = new URL(page);
  url.searchParams.set('src', way);
  const at = url.href;
  const q = encodeURIComponent;
  switch (way) {
    case 'whatsapp':
      return `https://wa.me/?text=${q(sentence(at))}`;
    case 'telegram':
      return `https://t.me/share/url?url=${q(at)}&text=${q(title)}`;
    case 'x':
      return `https://x.com/intent/post?text=${q(title)}&url=${q(at)}`;
    case 'bluesky':
      return `https://bsky.app/intent/compose?text=${q(sentence(at))}`;
    case 'mastodon':
      return `https://share.joinmastodon.org/#text=${q(sentence(at))}`;
    case 'facebook':
      return `https://www.facebook.com/sharer/sharer.php?u=${q(at)}`;
    case 'mail':
      return `mailto:?subject=${q(title)}&body=${q(sentence(at))}`;
  }
}
