import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '$lib/kernel/ids';
import { ask, createCast, must, mustApply, newCampaign, type Cast } from './cast';

let cast: Cast;
beforeAll(async () => {
  cast = await createCast();
});
afterAll(() => cast.close());

interface Overview {
  sources: { source: string; visits: number; received: number; confirmed: number }[];
  referrers: { share: string; n: number }[];
  referred: number;
  given: { word: string; archived: boolean }[];
  texts: unknown[];
}
const system = () => cast.world.backend.system();
const overview = (): Promise<Overview> =>
  must<Overview>(cast.db('organizer'), 'spread_overview', { campaign: cast.campaign });
const visits = async (): Promise<Record<string, number>> =>
  Object.fromEntries((await overview()).sources.map(({ source, visits: n }) => [source, n]));
const arrive = (items: [source: string, n: number][], campaign = cast.campaign) =>
  system().rpc('add_visits', { items: items.map(([source, n]) => ({ campaign, source, n })) });

async function signer(change: object = {}): Promise<string> {
  const id = uuidv7();
  const item = {
    id,
    campaign: cast.campaign,
    op_id: id,
    email_key: id,
    country: 'AR',
    visibility: 'private',
    locale: 'es',
  };
  await system().rpc('sign_batch', { items: [{ ...item, source: '', ...change }] });
  return id;
}
async function confirmed(change: object = {}): Promise<string> {
  const id = await signer(change);
  await system().rpc('confirm_signature', { signature: id });
  return id;
}

describe('visits', () => {
  it('add up by the words of links, and what anybody may type is one word', async () => {
    await mustApply(cast.db('owner'), 'spread.add_source', {
      campaign: cast.campaign,
      id: uuidv7(),
      word: 'qr-obelisco',
      label: 'Obelisco',
      kind: 'poster',
    });
    await arrive([
      ['whatsapp', 3],
      ['qr-obelisco', 2],
      ['', 5],
    ]);
    await arrive([
      ['whatsapp', 4],
      ...Array.from({ length: 50 }, (_, n): [string, number] => [`invented-${n}`, 1]),
      ['x', 0],
      ['x', -4],
    ]);
    expect(await visits()).toEqual({ whatsapp: 7, 'qr-obelisco': 2, '': 5, other: 50 });
  });

  it('of a campaign that is gone fall away and stop nobody', async () => {
    const before = await visits();
    await system().rpc('add_visits', {
      items: [
        { campaign: uuidv7(), source: 'x', n: 1 },
        { campaign: cast.campaign, source: '', n: 1 },
      ],
    });
    expect(await visits()).toEqual({ ...before, '': (before[''] ?? 0) + 1 });
  });

  it('of two processes at once are all counted', async () => {
    const before = (await visits())['telegram'] ?? 0;
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        arrive(
          n % 2
            ? [
                ['telegram', 1],
                ['mail', 1],
              ]
            : [
                ['mail', 1],
                ['telegram', 1],
              ],
        ),
      ),
    );
    expect((await visits())['telegram']).toBe(before + 20);
  });
});

describe('what a source brings', () => {
  it('is seen from the visit to the confirmed signature', async () => {
    await signer({ source: 'bluesky' });
    await confirmed({ source: 'bluesky' });
    await arrive([['bluesky', 8]]);
    await system().rpc('count_signatures');
    const line = (await overview()).sources.find(({ source }) => source === 'bluesky');
    expect(line).toEqual({ source: 'bluesky', visits: 8, received: 2, confirmed: 1 });
  });

  it('counts for a signer whoever confirmed through their link, and tells the desk no more than the code', async () => {
    await confirmed({ share_code: 'evaevaev' });
    await confirmed({ referred_by: 'evaevaev' });
    await confirmed({ referred_by: 'evaevaev' });
    await signer({ referred_by: 'evaevaev' });
    const left = await confirmed({ referred_by: 'evaevaev' });
    await system().rpc('withdraw_signature', { signature: left });
    await system().rpc('count_signatures');
    const told = async (share: string) => (await system().rpc('referred_by', { campaign: cast.campaign, share })).data;
    expect(await told('evaevaev')).toBe(2);
    expect((await overview()).referrers).toEqual([{ share: 'evaevaev', n: 2 }]);
    expect(await told('nobodyno')).toBe(0);
  });

  it('is for those who read signatures, of their own campaign', async () => {
    for (const persona of [
      'legal',
      'treasurer',
      'coordinator',
      'observer',
      'stranger',
      'disabled',
      'anonymous',
    ] as const) {
      const { data, error } = await ask(cast.db(persona), 'spread_overview', { campaign: cast.campaign });
      expect([data, error === null], persona).toEqual([null, false]);
    }
  });
});

describe('what a shared link says', () => {
  it('is public once the campaign is, and is the words of the product again when emptied', async () => {
    const set = (text: string) =>
      mustApply(cast.db('organizer'), 'spread.set_text', { campaign: cast.campaign, locale: 'en', way: 'x', text });
    const seen = async () =>
      (await cast.db('anonymous').rpc('public_share_texts', { slug: cast.slug, locale: 'en' })).data;
    await set('We are {count}: {link}');
    expect(await seen()).toEqual({ x: 'We are {count}: {link}' });
    await set('');
    expect(await seen()).toEqual({});
    const draft = await newCampaign(cast.world, { status: 'draft' });
    const { data } = await cast.db('anonymous').rpc('public_share_texts', { slug: draft.slug, locale: 'es' });
    expect(data).toEqual({});
  });

  it('gives a word once', async () => {
    const args = { campaign: cast.campaign, word: 'prensa', label: 'Prensa', kind: 'press' };
    await mustApply(cast.db('owner'), 'spread.add_source', { ...args, id: uuidv7() });
    await expect(mustApply(cast.db('owner'), 'spread.add_source', { ...args, id: uuidv7() })).rejects.toThrow(/taken/);
  });
});
