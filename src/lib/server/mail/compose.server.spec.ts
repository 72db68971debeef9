import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose, escapeHtml, oneLine } from './compose.server';

const letter = {
  locale: 'es',
  subject: 'Confirmá tu firma',
  paragraphs: ['Hola Ana:', 'Pediste firmar.\nFalta un paso.'],
  action: { label: 'Confirmar mi firma', url: 'https://ronda.example/c/x/confirm/abc?a=1&b=2' },
  closing: ['Si no fuiste vos, borrá este mensaje.'],
  footer: ['Ronda', 'No respondas a este mensaje.'],
} as const;

describe('compose', () => {
  it('says the same in text and HTML', () => {
    const { subject, text, html } = compose(letter);
    expect(subject).toBe('Confirmá tu firma');
    expect(text).toBe(
      'Confirmá tu firma\n\nHola Ana:\n\nPediste firmar.\nFalta un paso.\n\nConfirmar mi firma:\n' +
        'https://ronda.example/c/x/confirm/abc?a=1&b=2\n\nSi no fuiste vos, borrá este mensaje.\n\n-- \nRonda\nNo respondas a este mensaje.\n',
    );
    expect(html).toContain('<html lang="es" dir="ltr">');
    expect(html).toContain('href="https://ronda.example/c/x/confirm/abc?a=1&amp;b=2"');
    expect(html).toContain('>Confirmar mi firma</a>');
    expect(html).toContain('Pediste firmar.<br>Falta un paso.');
    expect(html).toContain('prefers-color-scheme:dark');
    expect(html).not.toMatch(/<img|src=|<link|@import|url\(/);
  });

  it('shows a code alone', () => {
    const { text, html } = compose({ subject: 'Tu código', paragraphs: [], code: '123 456' });
    expect(text).toContain('    123 456');
    expect(html).toContain('>123 456</p>');
  });

  it('takes every value as text', () => {
    const evil = `"><script>alert(1)</script><img src=x onerror='y'>&amp;`;
    const { html } = compose({
      subject: evil,
      title: evil,
      paragraphs: [evil],
      closing: [evil],
      footer: [evil],
      code: evil,
      action: { label: evil, url: 'https://x.example/"><script>' },
    });
    expect(html).not.toMatch(/<script|<img/);
    expect(html.match(/<a /g)).toHaveLength(2);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(escapeHtml(value)).not.toMatch(/[<>"']/);
        expect(oneLine(value, 50)).not.toMatch(/[\r\n\0]/);
        expect(oneLine(value, 50).length).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('links to web addresses only', () => {
    for (const url of ['javascript:alert(1)', 'data:text/html,x', '/relative', '']) {
      expect(() => compose({ ...letter, action: { label: 'x', url } })).toThrow();
    }
  });
});
