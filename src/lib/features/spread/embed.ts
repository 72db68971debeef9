import type { Locale } from '$lib/contracts/locales';
import { publicPath } from '$lib/features/campaign/index';
import { carriedQuery } from './share';

/** Address of the form inside the page of a partner, or of what follows it there. */
export function embedPath(
  locale: Locale,
  slug: string,
  to: 'thanks' | 'closed',
  carried: { source: string; ref: string },
): string {
  return publicPath(locale, `/embed/${slug}${to === 'thanks' ? '/thanks' : ''}`) + carriedQuery(carried);
}

/** Text as it may stand in an attribute of HTML. */
function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Address of the embedded form of a page `https://host/[en/]c/<slug>`. */
function embedded(page: string): string {
  return page.replace(/\/c\/([^/]+)$/, '/embed/$1');
}

/**
 * Whoever has pressed the button stands half way down the frame, and what answers begins at its top. No browser lets a frame
 * scroll the page around it, so the page does: at every load but the first. A site that strips it loses only that.
 */
const BACK_TO_TOP = 'this.dataset.seen?this.scrollIntoView():this.dataset.seen=1';

/** The form with its counter, in a frame. The title is what a screen reader says of the frame. */
export function formSnippet(page: string, word: string, title: string): string {
  return (
    `<iframe src="${attribute(embedded(page))}?src=${word}" title="${attribute(title)}" ` +
    'width="100%" height="1150" style="border:0;max-width:32rem" loading="lazy" allow="clipboard-write; web-share" ' +
    `onload="${BACK_TO_TOP}"></iframe>`
  );
}

/** The counter as a picture that leads to the petition. */
export function counterSnippet(page: string, word: string, title: string): string {
  const address = attribute(page);
  return (
    `<a href="${address}?src=${word}"><img src="${address}/counter.svg" alt="${attribute(title)}" ` +
    'width="480" height="150" style="max-width:100%;height:auto"></a>'
  );
}
