import type { DeskKey } from './desk';
import type { Messages } from './catalog';

/** Services write their own names, the same in every language. */
const SERVICES: Readonly<Record<string, string>> = {
  bluesky: 'Bluesky',
  facebook: 'Facebook',
  instagram: 'Instagram',
  mastodon: 'Mastodon',
  telegram: 'Telegram',
  whatsapp: 'WhatsApp',
  x: 'X',
};

/** Words that links of the product carry, and what nobody gave out. */
const OWN = ['app', 'link', 'mail', 'newsletter', 'other'] as const;

/** How a signature came, in words: `WhatsApp`, `QR: plaza`. A word nobody knows stays as the link carried it. */
export function sourceName(m: Messages<DeskKey>, source: string): string {
  if (source === '') return m('source.direct');
  const own = OWN.find((word) => word === source);
  if (own !== undefined) return m(`source.${own}`);
  const [, way, place = ''] = /^(qr|embed)-(.+)$/.exec(source) ?? [];
  if (way === 'qr' || way === 'embed') return m(`source.${way}`, { place: place.replace(/[-_.]+/g, ' ').trim() });
  return (Object.hasOwn(SERVICES, source) && SERVICES[source]) || source;
}
