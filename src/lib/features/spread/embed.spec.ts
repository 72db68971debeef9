import { expect, it } from 'vitest';
import { counterSnippet, embedPath, formSnippet } from './embed';

it('says whose frame it is, escapes what people wrote and names itself to a screen reader', () => {
  const form = formSnippet('https://ronda.test/en/c/argentina', 'embed-sutna', 'Read & "sign" <now>');
  expect(form).toContain('src="https://ronda.test/en/embed/argentina?src=embed-sutna"');
  expect(form).toContain('title="Read &amp; &quot;sign&quot; &lt;now&gt;"');
  // The form in a column of 344 px is 1055 px high.
  expect(Number(/height="(\d+)"/.exec(form)?.[1])).toBeGreaterThan(1100);
  expect(form).toContain('allow="clipboard-write; web-share"');
  // What comes after the button begins where its reader can see it, and the first load moves nothing.
  expect(form).toContain('onload="this.dataset.seen?this.scrollIntoView():this.dataset.seen=1"');
  const counter = counterSnippet('https://ronda.test/c/argentina', 'embed-sutna', 'Firmas');
  expect(counter).toContain('<a href="https://ronda.test/c/argentina?src=embed-sutna">');
  expect(counter).toContain('src="https://ronda.test/c/argentina/counter.svg" alt="Firmas"');
});

it('stays inside the frame, with how somebody came', () => {
  const carried = { source: 'embed-sutna', ref: '' };
  expect(embedPath('es', 'argentina', 'thanks', carried)).toBe('/embed/argentina/thanks?src=embed-sutna');
  expect(embedPath('en', 'argentina', 'closed', carried)).toBe('/en/embed/argentina?src=embed-sutna');
});
