import { LOCALES, type Locale } from '$lib/contracts/locales';
import { campaignPath } from '$lib/features/campaign';
import type { Db } from '$lib/server/backend/index.server';
import type { DeskUpdate, Opened, PreviewedMail, Update } from './model';
import { updateLetter } from './sending.server';
import { listUpdates, mailedOf, updatesFrame } from './updates.repo.server';

interface Place {
  campaign: string;
  slug: string;
  origin: string;
}
const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * To be shown in a frame without rights: the policy of the desk takes no style sheet in it, and a link must lead nowhere, or
 * whoever looks at a draft would leave it.
 */
const stillHtml = (html: string): string =>
  html.replace(/<style>[\s\S]*?<\/style>/, '<base target="_blank">').replace('"light dark"', '"light"');

/** Every language as its readers get it; whoever reads one that nobody wrote in gets the words of another. */
function previews(update: Update, title: (locale: Locale) => string, { slug, origin }: Place): PreviewedMail[] {
  return LOCALES.flatMap((locale) => {
    const own = update.texts.find((text) => text.locale === locale);
    const words = own ?? update.texts[0];
    if (!words) return [];
    const at = (below: string): string => origin + campaignPath(locale, slug, below);
    const to = { page: at(`/news/${update.id}`), stop: at('/stop/…') };
    const mail = updateLetter(locale, { campaign: title(locale), title: words.title, body: words.body }, to);
    return [{ locale, subject: mail.subject, html: stillHtml(mail.html), text: mail.text, borrowed: !own }];
  });
}

/** What the page of updates shows. `edit` and `locale`: the words that are opened in the form. */
export async function updatesDesk(
  db: Db,
  place: Place,
  asked: { edit: string | null; locale: Locale },
): Promise<{ updates: DeskUpdate[]; weekly: number; lately: number; opened: Opened | null }> {
  const { campaign, slug } = place;
  const [rows, mailed, frame] = await Promise.all([
    listUpdates(db, campaign),
    mailedOf(db, campaign),
    updatesFrame(db, campaign),
  ]);
  const title = (locale: Locale): string =>
    (frame.titles.find((one) => one.locale === locale) ?? frame.titles[0])?.title ?? slug;
  const updates = rows.map((update) => ({
    ...update,
    mails: previews(update, title, place),
    mailed: mailed.find(({ id }) => id === update.id) ?? null,
  }));
  const since = Date.now() - WEEK_MS;
  const lately = rows.filter(({ publishedAt }) => publishedAt !== null && Date.parse(publishedAt) > since).length;
  const draft = rows.find(({ id, state }) => id === asked.edit && state === 'draft');
  const text = draft?.texts.find(({ locale }) => locale === asked.locale);
  const opened = draft
    ? {
        update: draft.id,
        locale: asked.locale,
        title: text?.title ?? '',
        body: text?.body ?? '',
        asked: draft.askedAt !== null,
      }
    : null;
  return { updates, weekly: frame.weekly, lately, opened };
}
