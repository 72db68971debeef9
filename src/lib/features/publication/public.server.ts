import { error } from '@sveltejs/kit';
import { campaigns, createKept, orPage } from '$lib/features/campaign/index.server';
import { ronda } from '$lib/server/app.server';
import { attempt } from '$lib/server/errors.server';
import type { PublicCard } from './model';
import { cardsRepo } from './publication.repo.server';

const repo = cardsRepo(() => ronda().backend.system());
const SLUG = /^[a-z0-9-]{1,40}$/;
/** Only whether there is a card, for the links of all pages; what a card says is read from the database each time. */
const any = createKept<boolean>({ freshMs: 1_000, staleMs: 1_000 });

/** Never published, taken down, revoked, run out, and no such campaign: one answer. */
function nothing(): never {
  error(404, { message: 'not_found', code: 'not_found' });
}

/** Cards of a campaign; a page "not found" when there is none. */
export async function publicCards(slug: string): Promise<PublicCard[]> {
  const cards = SLUG.test(slug) ? orPage(await attempt(() => repo.all(slug))) : null;
  return cards === null || cards.length === 0 ? nothing() : cards;
}

export async function publicCard(slug: string, id: string): Promise<PublicCard> {
  const known = SLUG.test(slug) && /^[0-9a-f]{16}$/.test(id);
  return (known ? orPage(await attempt(() => repo.one(slug, id))) : null) ?? nothing();
}

export async function showsPeople(slug: string): Promise<boolean> {
  if (!SLUG.test(slug)) return false;
  const found = await attempt(() => any.get(slug, async () => ((await repo.all(slug)) ?? []).length > 0));
  return found.ok && found.value;
}

/** Said with every card: nothing keeps it, neither browser nor proxy, and robots stay away unless somebody let them in. */
export function cardHeaders(cards: readonly PublicCard[]): Record<string, string> {
  const robots = cards.some(({ noindex }) => noindex) ? 'noindex, noarchive, nosnippet' : 'noarchive';
  return { 'cache-control': 'no-store', 'x-robots-tag': robots };
}

/** Something that the world reads of people was changed here: nothing of it is shown again from memory. */
export function publicationChanged(): void {
  any.forget();
  campaigns().forget();
  ronda().totalsChanged();
}
