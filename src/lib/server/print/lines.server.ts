import type { Letters, Word } from './letters.server';

/** A line ready to be drawn; width at size 1. */
export interface Line {
  hex: string;
  width: number;
  /** its first word reads from right to left, so the line starts at the right */
  backwards: boolean;
}

/**
 * Puts the words of a line in the order in which they stand from left to right: words of one direction stay together.
 * A reduced form of the Unicode rules (UAX 9), by words: enough for names and places, not for typesetting prose.
 */
function inOrder(words: Word[]): Word[] {
  const base = words[0]?.backwards ?? false;
  const groups: Word[][] = [];
  for (const word of words) {
    const last = groups.at(-1);
    if (last?.[0]?.backwards === word.backwards) last.push(word);
    else groups.push([word]);
  }
  for (const group of groups) if (group[0]?.backwards) group.reverse();
  return (base ? groups.reverse() : groups).flat();
}

function joined(words: Word[], space: Word): Line {
  const ordered = inOrder(words);
  return {
    hex: ordered.map(({ hex }) => hex).join(space.hex),
    width: ordered.reduce((sum, { width }) => sum + width, 0) + space.width * Math.max(0, words.length - 1),
    backwards: words[0]?.backwards ?? false,
  };
}

/** A word wider than the line, cut into pieces that fit: an address or a hash has no spaces. */
function cut(text: string, letters: Letters, width: number): Word[] {
  const pieces: Word[] = [];
  let piece = '';
  let taken = 0;
  for (const sign of text) {
    // Joined letters are narrower than the same letters apart, so a piece of Arabic may end early, never late.
    const own = letters.word(sign).width;
    if (piece !== '' && taken + own > width) {
      pieces.push(letters.word(piece));
      piece = '';
      taken = 0;
    }
    piece += sign;
    taken += own;
  }
  if (piece !== '') pieces.push(letters.word(piece));
  return pieces;
}

/** Breaks a text into lines no wider than `width` (at size 1). A line break in the text starts a new line. */
export function breakLines(text: string, letters: Letters, width: number): Line[] {
  const space = letters.word(' ');
  const lines: Line[] = [];
  for (const paragraph of text.split(/\r\n|[\n\r\u2028\u2029]/)) {
    let line: Word[] = [];
    let taken = 0;
    const close = () => {
      lines.push(joined(line, space));
      line = [];
      taken = 0;
    };
    for (const part of paragraph.split(/\s+/).filter((word) => word !== '')) {
      const whole = letters.word(part);
      for (const word of whole.width > width ? cut(part, letters, width) : [whole]) {
        if (line.length > 0 && taken + space.width + word.width > width) close();
        taken += (line.length > 0 ? space.width : 0) + word.width;
        line.push(word);
      }
    }
    close();
  }
  return lines;
}
