import { expect, it } from 'vitest';
import { SHARE_WAYS, shareLink } from './share';

it('says in each link how it travelled, and escapes the words', () => {
  for (const way of SHARE_WAYS) {
    const link = shareLink(way, 'https://ronda.test/c/argentina', 'Libertad & "justicia"', (url) => `Firmá: ${url}`);
    expect(URL.canParse(link)).toBe(true);
    expect(decodeURIComponent(link)).toContain(`https://ronda.test/c/argentina?src=${way}`);
    expect(link).not.toMatch(/["\s<>]/);
  }
});
