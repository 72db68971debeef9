import { campaignOr404, campaigns } from '$lib/features/campaign/index.server';
import { takesGifts } from '$lib/features/giving/index.server';
import { publicRecord } from '$lib/features/incidents/index.server';
import { letters } from '$lib/features/letters/index.server';
import { showsPeople } from '$lib/features/publication/index.server';
import { attempt } from '$lib/server/errors.server';
import type { LayoutServerLoad } from './$types';

/** Whether there is somebody to write to; a petition that cannot say so right now stands without it. */
async function takesLetters(slug: string): Promise<boolean> {
  const open = await attempt(() => letters().open(slug));
  return open.ok && open.value !== null && open.value.targets.length > 0 && open.value.texts.length > 0;
}

/** Whether the campaign publishes its fund; the totals say so, and are kept a second for everybody. */
async function showsFund(slug: string): Promise<boolean> {
  const totals = await attempt(() => campaigns().totals(slug));
  return totals.ok && totals.value?.fund !== undefined;
}

/** Whether anything of the record of repression was released. */
async function showsRecord(slug: string): Promise<boolean> {
  const record = await attempt(() => publicRecord(slug));
  return record.ok && (record.value?.incidents.length ?? 0) > 0;
}

export const load: LayoutServerLoad = async ({ params, locals, url }) => {
  const [campaign, forLetters, forGifts, fund, record, people] = await Promise.all([
    campaignOr404(params.campaign, locals.locale),
    takesLetters(params.campaign),
    takesGifts(params.campaign),
    showsFund(params.campaign),
    showsRecord(params.campaign),
    showsPeople(params.campaign),
  ]);
  return {
    campaign,
    takesLetters: forLetters,
    takesGifts: forGifts,
    showsFund: fund,
    showsRecord: record,
    showsPeople: people,
    origin: url.origin,
  };
};
