import type { Locale } from '$lib/contracts/locales';
import { campaignOr404, campaigns } from '$lib/features/campaign/index.server';
import { campaignPath } from '$lib/features/campaign/index';
import { formatNumber } from '$lib/messages/format';
import { publicMessages } from '$lib/messages/public';
import { attempt } from '$lib/server/errors.server';
import { isKnown } from '$lib/server/etag.server';
import { log } from '$lib/server/log.server';
import { drawCard } from '$lib/server/print/card.server';
import { drawCounter } from '$lib/server/print/counter.server';
import { drawPlain, toPng } from '$lib/server/print/draw.server';
import { keepPictures, type Picture } from './kept-pictures.server';

export type PictureKind = 'card.png' | 'counter.png' | 'counter.svg';
export interface PictureAsked {
  slug: string;
  locale: Locale;
  origin: string;
  ifNoneMatch: string | null;
}

const kept = keepPictures();

/** Three figures of it: what a picture says changes no oftener than anybody would notice. */
function roughly(n: number): number {
  const step = 10 ** Math.max(0, Math.trunc(n).toString().length - 3);
  return Math.floor(n / step) * step;
}

interface Facts {
  title: string;
  signatures: number | null;
  goal: number;
}

async function draw(kind: PictureKind, facts: Facts, { slug, locale, origin }: PictureAsked): Promise<Buffer | string> {
  const m = publicMessages(locale);
  const { title, signatures: n, goal } = facts;
  const words = {
    title,
    figure: n === null ? '…' : formatNumber(locale, n),
    label: m('count.label', { n: n ?? 2 }),
    goal: goal === 0 ? '' : m('count.goal', { goal }),
    progress: n === null || goal === 0 ? 0 : n / goal,
  };
  if (kind !== 'card.png') {
    const svg = await drawCounter(words);
    return kind === 'counter.svg' ? svg : toPng(svg);
  }
  const address = new URL(origin).host + campaignPath(locale, slug);
  return drawCard({ ...words, kicker: m('shell.kicker'), address });
}

async function pictureOf(kind: PictureKind, facts: Facts, asked: PictureAsked): Promise<Picture> {
  const { title, signatures, goal } = facts;
  const says = JSON.stringify([title, signatures === null ? null : roughly(signatures), goal, asked.origin]);
  try {
    return await kept.get(`${asked.slug} ${asked.locale} ${kind}`, says, () => draw(kind, facts, asked));
  } catch (error) {
    log.error('spread.picture', { err: error, kind, campaign: asked.slug });
    // A link without its picture looks broken where it is shared; a plain one is better, and not for long.
    return { bytes: await drawPlain(kind), etag: '"plain"' };
  }
}

/** The answer for a picture of a campaign that other sites show; a page "not found" for one that a stranger may not see. */
export async function pictureAnswer(kind: PictureKind, asked: PictureAsked): Promise<Response> {
  const { title } = await campaignOr404(asked.slug, asked.locale);
  const totals = await attempt(() => campaigns().totals(asked.slug));
  const known = totals.ok ? totals.value : null;
  const facts = { title, signatures: known?.signatures ?? null, goal: known?.goal ?? 0 };
  const { bytes, etag } = await pictureOf(kind, facts, asked);
  const headers = {
    etag,
    'content-type': kind.endsWith('.svg') ? 'image/svg+xml' : 'image/png',
    'cache-control': 'public, max-age=60, stale-while-revalidate=600',
    // Any page may show it, also one that isolates itself; opened alone it runs nothing.
    'cross-origin-resource-policy': 'cross-origin',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  };
  if (isKnown(asked.ifNoneMatch, etag)) return new Response(null, { status: 304, headers });
  return new Response(typeof bytes === 'string' ? bytes : new Uint8Array(bytes), { headers });
}
