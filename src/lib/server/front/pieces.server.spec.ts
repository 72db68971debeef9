import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutIn } from './pieces.server';

describe('a text in pieces', () => {
  it('is put together with other words, plain and compressed', () => {
    const page = cutIn('<p id="OLD">ñ</p><i nonce="N+/=">OLD</i>', { op: 'OLD', nonce: 'N+/=' });
    const fills = { op: 'a1b', nonce: 'zz+z' };
    const whole = '<p id="a1b">ñ</p><i nonce="zz+z">a1b</i>';
    expect(page.plain(fills).toString()).toBe(whole);
    expect(gunzipSync(page.gzip(fills)).toString()).toBe(whole);
  });

  it('that has nothing to change stays as it is', () => {
    expect(gunzipSync(cutIn('x', {}).gzip({})).toString()).toBe('x');
    expect(gunzipSync(cutIn('', {}).gzip({})).toString()).toBe('');
  });

  it('is any text and any words of the length', () => {
    const word = fc.stringMatching(/^[ -~]{6}$/);
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), word, (parts, fill) => {
        const page = cutIn(parts.join('\u0001MARK\u0001'), { mark: '\u0001MARK\u0001' });
        const whole = Buffer.from(parts.join(fill));
        expect(page.plain({ mark: fill }).equals(whole)).toBe(true);
        expect(gunzipSync(page.gzip({ mark: fill })).equals(whole)).toBe(true);
      }),
    );
  });

  it('takes no word of another length', () => {
    expect(() => cutIn('a OLD b', { op: 'OLD' }).gzip({ op: 'longer' })).toThrow(RangeError);
  });

  it('is nearly as small as if it were compressed in one', () => {
    const text = Array.from({ length: 2_000 }, (_none, n) => `<li class="row">Persona ${n % 97}</li>`).join('\n');
    const page = cutIn(`${text}OLD${text}`, { op: 'OLD' });
    expect(page.gzip({ op: 'new' }).length).toBeLessThan(gzipSync(`${text}a${text}`, { level: 9 }).length * 2.2);
  });
});
