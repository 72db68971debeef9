import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, spansOf, webLink, type Block } from './statement';

const textOf = (blocks: Block[]): string =>
  blocks
    .flatMap((block) => (block.kind === 'list' ? block.items.flat() : block.spans))
    .map(({ text }) => text)
    .join('');

describe('blocksOf', () => {
  it('reads headings, paragraphs, lists and quotations', () => {
    const source =
      '## Qué pedimos\r\nFirmá para exigir:\n- la libertad;\n- el cierre\nde las causas.\n\n1. uno\n2) dos\n\n> Nunca\n> más\n\nFin.';
    expect(blocksOf(source)).toEqual([
      { kind: 'heading', spans: [{ text: 'Qué pedimos' }] },
      { kind: 'paragraph', spans: [{ text: 'Firmá para exigir:' }] },
      { kind: 'list', ordered: false, items: [[{ text: 'la libertad;' }], [{ text: 'el cierre de las causas.' }]] },
      { kind: 'list', ordered: true, items: [[{ text: 'uno' }], [{ text: 'dos' }]] },
      { kind: 'quote', spans: [{ text: 'Nunca más' }] },
      { kind: 'paragraph', spans: [{ text: 'Fin.' }] },
    ]);
  });

  it('links to the web and to nothing else', () => {
    expect(spansOf('Ver [el informe](https://cels.example/x) y http://a.example/b.')).toEqual([
      { text: 'Ver ' },
      { text: 'el informe', href: 'https://cels.example/x' },
      { text: ' y ' },
      { text: 'http://a.example/b', href: 'http://a.example/b' },
      { text: '.' },
    ]);
    for (const bad of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'data:text/html,x',
      '//x.example',
      'mailto:a@b.c',
      'https://',
    ])
      expect([webLink(bad), spansOf(`[x](${bad})`).some(({ href }) => href?.startsWith('http') === false)]).toEqual([
        null,
        false,
      ]);
  });

  it('keeps HTML as text', () => {
    expect(textOf(blocksOf('<script>alert(1)</script> <b>x</b>'))).toBe('<script>alert(1)</script> <b>x</b>');
  });

  it('never throws, never links elsewhere, and reads hostile texts to their end', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '**',
      'https://',
      'javascript:',
      '\n',
      '- ',
      '> ',
      '## ',
      'a',
      ' ',
      '1. ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
        for (const block of blocksOf(pieces.join('')))
          for (const { href } of block.kind === 'list' ? block.items.flat() : block.spans)
            expect(href === undefined || /^https?:\/\//.test(href)).toBe(true);
        expect(pieces.length).toBeLessThanOrEqual(60);
      }),
      { numRuns: 2_000 },
    );
    for (const hostile of ['[', '[a](', '**', 'https://', '> ']) blocksOf(hostile.repeat(10_000));
  });
});
