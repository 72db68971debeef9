import { campaignOr404 } from '$lib/features/campaign/index.server';
import { takesGifts } from '$lib/features/giving/index.server';
import { letters } from '$lib/features/letters/index.server';
import { attempt } from '$lib/server/errors.server';
import type { LayoutServerLoad } from './$types';

/** Whether there is somebody to write to; a petition that cannot say so right now stands without it. */
async function takesLetters(slug: string): Promise<boolean> {
  const open = await attempt(() => letters().open(slug));
  return open.ok && open.value !== null && open.value.targets.length > 0 && open.value.texts.length > 0;
}

export const load: LayoutServerLoad = async ({ params, locals, url }) => {
  const [campaign, forLetters, forGifts] = await Promise.all([
    campaignOr404(params.campaign, locals.locale),
    takesLetters(params.campaign),
    takesGifts(params.campaign),
  ]);
  return { campaign, takesLetters: forLetters, takesGifts: forGifts, origin: url.origin };
};
