import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { addressOf } from './address';

/** As tests/e2e/playwright.config.ts gives it to the program under test. */
export const PASSWORD = 'a demo password for tests';

export type Role = 'owner' | 'organizer' | 'legal' | 'treasurer' | 'coordinator' | 'observer';
type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

const sessions = new Map<Role, Cookies>();

/**
 * Gives this browser the session of a member of the sample campaign; the page stays where it is. One session per role
 * and run: the door itself has specs of its own, and hashing a password for every spec costs more than the spec.
 * Whoever ends a session in a test signs in by the page instead.
 */
export async function signIn(page: Page, role: Role): Promise<void> {
  const context = page.context();
  const known = sessions.get(role);
  if (known) return context.addCookies(known);
  const answer = await context.request.post('/sign-in', {
    form: { email: `${role}@demo.test`, password: PASSWORD },
    // As a browser does: the program refuses a form that does not say where it came from, and redirects readers of pages.
    headers: { origin: addressOf(test.info().parallelIndex), accept: 'text/html' },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  sessions.set(role, await context.cookies());
}

/** The same, with Today open and its line up. */
export async function openToday(page: Page, role: Role): Promise<void> {
  await signIn(page, role);
  await page.goto('/desk/argentina');
  await expect(page.locator('[data-save=saved]')).toBeVisible();
}
