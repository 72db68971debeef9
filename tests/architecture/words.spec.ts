import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hardCodedWords } from './words';

const ROOT = path.resolve(import.meta.dirname, '../..');

const texts = (source: string): string[] => hardCodedWords(source).map(({ text }) => text);

describe('words', () => {
  it('come from the messages, in every component', async () => {
    const found: string[] = [];
    for await (const file of glob('src/{routes,lib/{ui,live,features,views}}/**/*.svelte', { cwd: ROOT })) {
      const source = await readFile(path.join(ROOT, file), 'utf8');
      found.push(...hardCodedWords(source).map(({ line, text }) => `${file}:${line} ${text}`));
    }
    expect(found).toEqual([]);
  });

  it.each([
    ['text', '<p>Sign now</p>', 'Sign now'],
    ['text beside an expression', '<p>{count} signatures</p>', 'signatures'],
    ['the title of the page', '<svelte:head><title>Petition</title></svelte:head>', 'Petition'],
    ['a branch', '{#if open}<b>Abierta</b>{/if}', 'Abierta'],
    ['a snippet', '<Card>{#snippet head()}Fund{/snippet}</Card>', 'Fund'],
    ['a choice of strings', "<p>{open ? 'Close' : t('open')}</p>", 'Close'],
    ['a fallback', "<p>{name ?? 'nobody'}</p>", 'nobody'],
    ['a template', '<p>{`${n} days`}</p>', 'days'],
    ['a label for the ear', '<button type="button" aria-label="Close">×</button>', 'Close'],
    ['a prop', '<Field label="Name" />', 'Name'],
    ['a prop by expression', "<Field hint={'Your name'} />", 'Your name'],
    ['a preview', '<svelte:head><meta property="og:title" content="Free them" /></svelte:head>', 'Free them'],
  ])('finds %s', (_, source, word) => {
    expect(texts(source)).toEqual([word]);
  });

  it.each([
    '<p>{t("sign.now")} · {count} / {goal} → 100 %</p>',
    '<h1>Ronda</h1>',
    '<code>npm start</code>',
    '<a class="door wide" href="/desk" rel="noopener">{label}</a>',
    '<p class={open ? "open" : "closed"}>{t(open ? "close" : "open")}</p>',
    '<script lang="ts">const kind = "text";</script><Field {kind} type="email" />',
    '<p>1</p><style>p { content: "words"; }</style>',
    '<meta name="viewport" content="width=device-width" />',
  ])('lets pass: %s', (source) => {
    expect(texts(source)).toEqual([]);
  });
});
