import { describe, expect, it } from 'vitest';
import { SHARE_TEXT_WAYS } from '$lib/contracts/ops';
import { defaultTexts } from './texts';
import { carriedQuery, fillText, SHARE_WAYS, shareLink, sheetOf, TEXT_LIMITS, textLength, type Shared } from './share';

const page = 'https://ronda.test/c/argentina';
const shared: Shared = {
  page,
  title: 'Libertad & "justicia"',
  count: '12.408',
  referral: 'abcdefgh',
  texts: defaultTexts('es', 'Libertad & "justicia"'),
};

describe('a link that is passed on', () => {
  it('says how it travels and who sends it, and escapes the words', () => {
    for (const way of SHARE_WAYS) {
      const link = shareLink(way, shared);
      expect(URL.canParse(link)).toBe(true);
      expect(decodeURIComponent(link)).toContain(`${page}?src=${way}&r=abcdefgh`);
      expect(link).not.toMatch(/["\s<>]/);
    }
  });

  it('names nobody when nobody signed', () => {
    expect(decodeURIComponent(shareLink('whatsapp', { ...shared, referral: '' }))).not.toContain('r=');
  });

  it('gives link and words apart to services that want them so', () => {
    const texts = { ...shared.texts, x: 'Somos {count}. Firmá: {link}', app: '{link} Firmá' };
    const link = new URL(shareLink('x', { ...shared, texts }));
    expect(link.searchParams.get('text')).toBe('Somos 12.408. Firmá');
    expect(link.searchParams.get('url')).toBe(`${page}?src=x&r=abcdefgh`);
    expect(sheetOf({ ...shared, texts })).toEqual({
      title: shared.title,
      text: 'Firmá',
      url: `${page}?src=app&r=abcdefgh`,
    });
  });
});

describe('the words of the product', () => {
  it('hold the link and fit each network, in both languages, with the longest title', () => {
    for (const locale of ['es', 'en'] as const)
      for (const way of SHARE_TEXT_WAYS) {
        const text = defaultTexts(locale, 'x'.repeat(160))[way];
        expect(text).toContain('{link}');
        expect(textLength(way, text, `${page}?src=${way}&r=abcdefgh`, '100.000.000')).toBeLessThanOrEqual(
          TEXT_LIMITS[way],
        );
      }
  });

  it('are counted as the network counts', () => {
    expect(textLength('x', 'Ya: {link}', 'https://ronda.test/a-very-long-address-indeed', '1')).toBe(2 + 1 + 23);
    expect(textLength('bluesky', '👩🏽‍🚒 {link}', 'abc', '1')).toBe(5);
  });

  it('are filled everywhere', () => {
    expect(fillText('{count} {link} {count}', 'L', '7')).toBe('7 L 7');
  });
});

it('goes on in the next address as it came', () => {
  expect(carriedQuery({ source: '', ref: '' })).toBe('');
  expect(carriedQuery({ source: 'qr-plaza', ref: '' })).toBe('?src=qr-plaza');
  expect(carriedQuery({ source: 'x', ref: 'abcdefgh' })).toBe('?src=x&r=abcdefgh');
});
