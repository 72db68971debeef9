import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '../../src/lib/contracts/locales';
import { drawCard } from '../../src/lib/server/print/card.server';
import { GET as card } from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/card.png/+server';
import { GET as counterPng } from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/counter.png/+server';
import { GET as counterSvg } from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/counter.svg/+server';
import { openHouse, person, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

interface Asked {
  slug?: string;
  locale?: Locale;
  tag?: string;
}
async function ask(handler: unknown, { slug = house.slug, locale = 'es', tag = '' }: Asked = {}): Promise<Response> {
  const url = new URL(`https://ronda.test/c/${slug}/picture`);
  const request = new Request(url, { headers: tag === '' ? {} : { 'if-none-match': tag } });
  if (typeof handler !== 'function') throw new Error('no such endpoint');
  return Reflect.apply(handler, undefined, [{ params: { campaign: slug }, url, request, locals: { locale } }]);
}

describe('the pictures that other sites show', () => {
  it('are a card of the size they all ask for, and a counter that needs no font and runs nothing', async () => {
    const drawn = await ask(card);
    expect(drawn.headers.get('content-type')).toBe('image/png');
    const bytes = Buffer.from(await drawn.arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 });
    expect(bytes.length).toBeLessThan(120_000);
    const svg = await ask(counterSvg);
    expect(svg.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await svg.text()).toMatch(/^<svg(?!.*<(text|script|image|foreignObject))/s);
    const png = Buffer.from(await (await ask(counterPng)).arrayBuffer());
    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 480 });
  });

  it('speak the language of their address', async () => {
    const [es, en] = await Promise.all([ask(card), ask(card, { locale: 'en' })]);
    expect(en.headers.get('etag')).not.toBe(es.headers.get('etag'));
  });

  it('cost one drawing for a crowd, may be kept by proxies, and are not sent twice to one who has them', async () => {
    const crowd = await Promise.all(Array.from({ length: 30 }, () => ask(card)));
    expect(new Set(crowd.map((one) => one.headers.get('etag'))).size).toBe(1);
    const tag = crowd[0]?.headers.get('etag') ?? '';
    const again = await ask(card, { tag });
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, null, tag]);
    expect(again.headers.get('cache-control')).toBe('public, max-age=60, stale-while-revalidate=600');
    expect(again.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it('are drawn whatever the title is made of', async () => {
    for (const title of ['✊🏽🔥', '请签名支持我们', 'الحرية للمعتقلين', 'Ω'.repeat(160), 'A​‮b', '<b>&amp;</b>']) {
      const words = { kicker: 'Ronda', title, figure: '1', label: 'firma', goal: '', progress: 2, address: 'a.test' };
      const png = await drawCard(words);
      expect(await sharp(png).metadata()).toMatchObject({ width: 1200, height: 630 });
    }
  });

  it('exist for no draft and for no campaign that is not there', async () => {
    for (const handler of [card, counterPng, counterSvg])
      await expect(ask(handler, { slug: 'nobody' })).rejects.toMatchObject({ status: 404 });
  });
});

describe('how somebody came', () => {
  it('stays with them to the thanks, and their signature counts for who sent them', async () => {
    const came = await house.sign(person({ source: 'qr-plaza', ref: 'abcdefgh' }));
    expect(came).toMatchObject({ kind: 'redirect', to: `/c/${house.slug}/thanks?src=qr-plaza&r=abcdefgh` });
    const forged = await house.sign(person({ source: 'x y', ref: '<b>' }));
    expect(forged).toMatchObject({ kind: 'redirect', to: `/c/${house.slug}/thanks` });
  });

  it('gives who has confirmed a link of their own, which counts whoever confirms through it', async () => {
    const eva = person();
    await house.sign(eva);
    const mail = async (who: Record<string, string>) => (await house.mails()).find(({ to }) => to === who['email']);
    const token = (await mail(eva))?.confirm ?? '';
    const seen = async () => {
      const page = await house.link('confirm', 'get', token);
      return page.kind === 'page' ? { ...page.data } : page;
    };
    expect(await seen()).toMatchObject({ state: 'ask', referral: '' });
    await house.link('confirm', 'post', token);
    const mine = await seen();
    expect(mine).toMatchObject({ state: 'already', brought: 0, referral: expect.stringMatching(/^[a-z2-9]{8}$/) });
    const friend = person({ ref: String(Reflect.get(mine, 'referral')) });
    await house.sign(friend);
    await house.totals();
    expect(await seen()).toMatchObject({ brought: 0 });
    await house.link('confirm', 'post', (await mail(friend))?.confirm ?? '');
    await house.totals();
    expect(await seen()).toMatchObject({ brought: 1 });
  });
});
