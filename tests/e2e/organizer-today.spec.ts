import { randomUUID } from 'node:crypto';
import type { APIRequestContext, Page } from '@playwright/test';
import { openToday, signIn } from './session';
import { expect, expectAccessible, test } from './fixtures';

/** Signs and answers how to confirm, so that a test can watch the very moment. */
async function sign(request: APIRequestContext): Promise<() => Promise<void>> {
  const email = `${randomUUID()}@people.test`;
  const form = { name: 'Ana Pérez', email, country: 'UY', visibility: 'private', op: randomUUID() };
  const origin = new URL((await request.get('/healthz')).url()).origin;
  await request.post('/c/argentina?/sign', { form, headers: { origin } });
  let link: string | undefined;
  await expect(async () => {
    const mails: { to: string; text: string }[] = await (await request.get('/demo/outbox.json')).json();
    link = /https?:\/\/[^/\s]+(\/\S*\/confirm\/\S+)/.exec(mails.find(({ to }) => to === email)?.text ?? '')?.[1];
    expect(link).toBeDefined();
  }).toPass();
  return async () => {
    const answer = await request.post(link ?? '', { form: {}, headers: { origin } });
    expect(answer.ok()).toBe(true);
  };
}

const figure = (page: Page) => page.locator('#signatures [data-figure]');
const shown = async (page: Page): Promise<number> => Number((await figure(page).innerText()).replace(/\D/g, ''));
/** The last row of the chart's table: today. */
const lastDay = (page: Page) => page.locator('#signatures figure tbody tr').last().locator('td');

test('a signature made elsewhere is on Today within a second, without reloading @desktop', async ({
  page,
  request,
}) => {
  await openToday(page, 'organizer');
  await page.getByText('Ver como tabla').click();
  const confirm = await sign(request);
  const before = await shown(page);
  const dayBefore = Number(await lastDay(page).innerText());
  await page.evaluate(() => Reflect.set(window, 'same', true));

  await confirm();
  await expect(lastDay(page)).toHaveText(String(dayBefore + 1));
  await expect(page.locator('#feed li').first()).toContainText(/firmas? más.*Uruguay/);
  await expect.poll(() => shown(page)).toBe(before + 1);
  expect(await page.evaluate(() => Reflect.get(window, 'same'))).toBe(true);
});

test('says so when the line is lost, and catches up when it is back @desktop', async ({
  page,
  request,
  complaints,
}) => {
  complaints.allow(/ERR_INTERNET_DISCONNECTED|WebSocket|Failed to fetch/);
  await openToday(page, 'organizer');
  const before = await shown(page);
  const confirm = await sign(request);
  await page.context().setOffline(true);
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  await confirm();
  await page.context().setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect.poll(() => shown(page)).toBe(before + 1);
  await expect(page.locator('[data-save=saved]')).toBeVisible();
});

test('Today is complete without scripts @desktop', async ({ page, browser, baseURL }) => {
  await signIn(page, 'organizer');
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    ...(baseURL === undefined ? {} : { baseURL }),
  });
  const plain = await context.newPage();
  await plain.goto('/desk/argentina');
  await expect(plain.locator('#signatures [data-figure]')).not.toBeEmpty();
  await expect(plain.locator('#hearings li').first()).toContainText('hora de Buenos Aires');
  await expect(plain.locator('#feed li').first()).toBeVisible();
  await plain.getByRole('button', { name: 'English' }).first().click();
  await expect(plain.getByRole('heading', { level: 1 })).toHaveText('Today');
  await plain.getByRole('button', { name: 'Dark' }).first().click();
  await expect(plain.locator('html')).toHaveAttribute('data-theme', 'dark');
  await context.close();
});

test('reads signatures, opened for this person alone', async ({ page, request }) => {
  await (
    await sign(request)
  )();
  await signIn(page, 'organizer');
  await page.goto('/desk/argentina/signatures?state=confirmed');
  await expect(page.locator('tbody tr').first()).toContainText('Ana Pérez');
  await expect(page.getByRole('link', { name: 'Más antiguas' })).toBeVisible();
  await expectAccessible(page);
});
