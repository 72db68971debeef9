import { readBeyond } from '$lib/features/signatures';
import { publicComments } from '$lib/features/signatures/index.server';
import { forPage } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

const PAGE = 30;

export const load: PageServerLoad = async ({ url, parent }) => {
  const { campaign } = await parent();
  const comments = await forPage(() => publicComments(campaign.id, readBeyond(url.searchParams), PAGE + 1));
  const shown = comments.slice(0, PAGE);
  const last = shown.at(-1);
  const more = comments.length > PAGE && last !== undefined;
  return { comments: shown, next: more ? `?after=${encodeURIComponent(`${last.at}_${last.id}`)}` : null };
};
