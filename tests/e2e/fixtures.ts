import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { addressOf } from './address';

interface Complaints {
  /** Lets pass what a test provokes on purpose, e.g. the browser's own line about an answer of 404. */
  allow(line: RegExp): void;
}

interface Fixtures {
  complaints: Complaints & { watch(context: BrowserContext): void };
  /** A further person with a browser of their own, watched like the first; closed at the end of the test. */
  person: (options?: BrowserContextOptions) => Promise<Page>;
}

/**
 * A page that logs an error, throws one or breaks the content security policy fails its test, even when all it was
 * asked to show is there.
 */
export const test = base.extend<Fixtures>({
  baseURL: async ({ locale: _ }, use, { parallelIndex }) => use(addressOf(parallelIndex)),

  complaints: [
    async ({ context }, use) => {
      const lines: string[] = [];
      const allowed: RegExp[] = [];
      const note = (line: string): void => void lines.push(line);
      const watch = (watched: BrowserContext): void => {
        watched.on('console', (message) => {
          if (message.type() === 'error') note(`${message.text()} (${message.location().url})`);
        });
        watched.on('weberror', (failure) => note(String(failure.error())));
      };
      watch(context);
      await use({ watch, allow: (line) => void allowed.push(line) });
      expect(lines.filter((line) => !allowed.some((pattern) => pattern.test(line)))).toEqual([]);
    },
    { auto: true },
  ],

  person: async ({ browser, complaints, contextOptions }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ ...contextOptions, ...options });
      contexts.push(context);
      complaints.watch(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

/** What of axe's rules depends on colours; the others find the same in light and in dark. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** One frame needs no page of its own in which frames are added up, and only what is wrong is handed over. */
function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(page.frames().length === 1);
}

async function expectNothing(builder: AxeBuilder): Promise<void> {
  const { violations } = await builder.analyze();
  expect(
    violations.map(({ id, help, nodes }) => `${id}: ${help} ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

/** Nothing that axe knows of stands between this page and a person who reads it by ear, by keys or in large type. */
export async function expectAccessible(page: Page): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  await expectNothing(axe(page).withTags(tags));
}

const paper = (page: Page): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/** The same in light and dark: the page is looked at once, and its colours again in the dark. */
export async function expectAccessibleInBoth(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expectAccessible(page);
  const white = await paper(page);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await expect.poll(() => paper(page)).not.toBe(white);
  await expectNothing(axe(page).withRules(COLOURS));
}

export { expect };
