import type { Visibility } from './schema';

let segmenter: Intl.Segmenter | undefined;

/** First letter or figure of a word as a reader sees it, with its marks. */
function firstSign(word: string): string | null {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  for (const { segment } of segmenter.segment(word)) if (/^[\p{L}\p{N}]/u.test(segment)) return segment;
  return null;
}

/**
 * `M. J. P.` for "María José Pérez", `J. C.` for "Juan de la Cruz": particles in small letters are left out when other
 * words have capitals.
 */
export function initialsOf(name: string): string {
  const signs = name
    .normalize('NFC')
    .split(/[\s\-\u2010\u2011]+/u)
    .map(firstSign)
    .filter((sign) => sign !== null);
  const capitals = signs.filter((sign) => sign !== sign.toLowerCase());
  const shown = capitals.length > 0 ? signs.filter((sign, at) => at === 0 || capitals.includes(sign)) : signs;
  return shown
    .slice(0, 6)
    .map((sign) => `${sign.toUpperCase()}.`)
    .join(' ');
}

/** What the public sees of a signer; null when they are only counted. */
export function publicName(name: string, visibility: Visibility): string | null {
  if (visibility === 'private') return null;
  const shown = visibility === 'full' ? name : initialsOf(name);
  return shown === '' ? null : shown;
}

/** Names that differ in accents, case, punctuation and blanks alone are equal here. For a keyed index, never shown. */
export function nameKeyText(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The town or postcode as the household rule compares it: `C 1425 abc` and `c1425ABC` are one place. */
export function townKeyText(town: string): string {
  return nameKeyText(town).replaceAll(' ', '');
}
