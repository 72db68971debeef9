import type { Result } from '$lib/contracts/errors';
import { LOCALES, type Locale } from '$lib/contracts/locales';
import { SHARE_TEXT_WAYS } from '$lib/contracts/ops';
import { campaignPath } from '$lib/features/campaign/index';
import { fail, ok } from '$lib/kernel/result';
import { formatNumber } from '$lib/messages/format';
import type { Db } from '$lib/server/backend/index.server';
import { applyOp } from '$lib/server/team-op.server';
import type * as v from 'valibot';
import type { SpreadDesk } from './desk';
import { wordFor, type archiveSchema, type shareTextSchema, type sourceSchema } from './schema';
import { linkBy, TEXT_LIMITS, textLength } from './share';
import { overviewOf, titlesOf } from './spread.repo.server';
import { spread } from './spread.server';
import { defaultTexts } from './texts';

/** Stands for a share code where a text is only tried out. */
const SOME_CODE = 'abcdefgh';

/** What the page of the desk shows, for whoever may read signatures. */
export async function spreadDesk(
  db: Db,
  { campaignId, slug }: { campaignId: string; slug: string },
  origin: string,
): Promise<SpreadDesk> {
  const [overview, titles] = await Promise.all([overviewOf(db, campaignId), titlesOf(db, campaignId)]);
  const page = (locale: Locale): string => origin + campaignPath(locale, slug);
  const titleIn = (locale: Locale): string =>
    titles.find((one) => one.locale === locale)?.title ?? titles[0]?.title ?? slug;
  const texts = LOCALES.flatMap((locale) => {
    const words = defaultTexts(locale, titleIn(locale));
    return SHARE_TEXT_WAYS.map((way) => ({
      locale,
      way,
      own: overview.texts.find((one) => one.locale === locale && one.way === way)?.text ?? '',
      otherwise: words[way],
      link: linkBy(way, { page: page(locale), referral: SOME_CODE }),
    }));
  });
  return {
    ...overview,
    texts,
    pages: { es: page('es'), en: page('en') },
    titles: { es: titleIn('es'), en: titleIn('en') },
  };
}

/** Keeps what a shared link says, when it fits the network with the link and the count as they are now. */
export async function setShareText(
  locals: App.Locals,
  { campaignId, slug }: { campaignId: string; slug: string },
  { op, locale, way, text }: v.InferOutput<typeof shareTextSchema>,
  origin: string,
  signatures: number,
): Promise<Result<unknown>> {
  const link = linkBy(way, { page: origin + campaignPath(locale, slug), referral: SOME_CODE });
  if (textLength(way, text, link, formatNumber(locale, signatures)) > TEXT_LIMITS[way]) {
    return fail('invalid', { field: 'text', rule: 'too_long' });
  }
  const done = await applyOp(locals, 'spread.set_text', { campaign: campaignId, locale, way, text }, op);
  if (done.ok) spread().forget();
  return done;
}

/** Gives out a word; answers it. The source takes the id of the operation, so that a second press is the same source. */
export async function addSource(
  locals: App.Locals,
  campaign: string,
  { op, kind, label, place }: v.InferOutput<typeof sourceSchema>,
): Promise<Result<string>> {
  const word = wordFor(kind, label);
  if (word === '') return fail('invalid', { field: 'label', rule: 'letters' });
  const added = await applyOp(locals, 'spread.add_source', { campaign, id: op, word, label, kind, place }, op);
  // Told at the field that the form has.
  if (!added.ok) return added.field === 'word' ? { ...added, field: 'label' } : added;
  return ok(label);
}

export function archiveSource(
  locals: App.Locals,
  { op, source, archived }: v.InferOutput<typeof archiveSchema>,
): Promise<Result<unknown>> {
  return applyOp(locals, 'spread.archive_source', { source, archived }, op);
}
