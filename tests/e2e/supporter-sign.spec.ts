import { randomUUID } from 'node:crypto';
import type { APIRequestContext, Page } from '@playwright/test';
import { expect, expectAccessible, expectAccessibleInBoth, test } from './fixtures';

interface Mail {
  to: string;
  subject: string;
  text: string;
}

async function mailTo(request: APIRequestContext, to: string): Promise<Mail> {
  let found: Mail | undefined;
  await expect(async () => {
    const mails: Mail[] = await (await request.get('/demo/outbox.json')).json();
    found = mails.find((mail) => mail.to === to);
    expect(found).toBeDefined();
  }).toPass();
  if (found === undefined) throw new Error('no mail');
  return found;
}

/** Path of the link in a mail; its host is the one the program believes to have. */
function linkIn(mail: Mail, page: 'confirm' | 'withdraw'): string {
  const found = new RegExp(`https?://[^/\\s]+(/\\S*/${page}/\\S+)`).exec(mail.text)?.[1];
  if (found === undefined) throw new Error(`no link to ${page}`);
  return found;
}

async function fill(page: Page, email: string): Promise<void> {
  await page.getByLabel('Nombre y apellido').fill('Ana <b>Pérez</b>');
  await page.getByLabel('Correo electrónico').fill(email);
  await page.getByLabel('País').selectOption('AR');
}

const count = async (request: APIRequestContext): Promise<number> =>
  (await (await request.get('/c/argentina/totals.json')).json()).signatures;
const address = () => `${randomUUID()}@people.test`;

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('somebody signs, confirms by the button and takes it back', async ({ page, request }) => {
    const email = address();
    const before = await count(request);
    await page.goto('/c/argentina?src=afiche');
    await fill(page, email);
    await page.getByText('Cómo aparece tu nombre').click();
    await page.getByLabel('Completo').check();
    await page.getByRole('button', { name: 'Firmar' }).click();
    await expect(page).toHaveURL(/\/c\/argentina\/thanks\?src=afiche$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Falta un paso: confirmá tu firma');

    const mail = await mailTo(request, email);
    await page.goto(linkIn(mail, 'confirm'));
    await page.reload();
    expect(await count(request)).toBe(before);
    await page.getByRole('button', { name: 'Confirmar mi firma' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tu firma cuenta');
    await expect(page.getByText(`Ya somos ${new Intl.NumberFormat('es-AR').format(before + 1)}`)).toBeVisible();
    await expect.poll(() => count(request)).toBe(before + 1);

    await page.goto('/c/argentina');
    await expect(page.getByText('Ana <b>Pérez</b>')).toBeVisible();
    await page.goto(linkIn(mail, 'withdraw'));
    await page.getByRole('button', { name: 'Retirar mi firma' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tu firma fue retirada');
    await expect.poll(() => count(request)).toBe(before);
  });

  test('what was typed stays beside what is wrong', async ({ page, complaints }) => {
    complaints.allow(/status of 400/);
    await page.goto('/en/c/argentina');
    await page.getByLabel('Full name').fill('=Ana');
    await page.getByLabel('E-mail').fill('ana@nowhere');
    await page.getByLabel('Country').selectOption('AR');
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    const summary = page.getByRole('alert');
    await expect(summary).toBeFocused();
    await expect(summary).toContainText('There are 2 things to correct');
    await expect(page.getByLabel('Full name')).toHaveValue('=Ana');
    await expect(page.getByLabel('E-mail')).toHaveValue('ana@nowhere');
    await summary.getByRole('link', { name: /Full name/ }).click();
    await expect(page.getByLabel('Full name')).toBeFocused();
  });
});

test('the page with errors is for everybody too', async ({ page, complaints }) => {
  complaints.allow(/status of 400/);
  await page.goto('/en/c/argentina');
  await page.locator('form').evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('There are 3 things to correct');
  await expectAccessible(page);
});

test('with JavaScript the button is pressed once, and the figure moves by itself', async ({
  page,
  person,
  request,
}) => {
  const watcher = await person();
  await watcher.goto('/c/argentina');
  await watcher.mouse.move(10, 10);
  await expect(watcher.getByText('en vivo')).toBeVisible();
  const before = await count(request);

  const email = address();
  await page.goto('/c/argentina');
  await fill(page, email);
  const posts: string[] = [];
  page.on('request', (sent) => void (sent.method() === 'POST' && posts.push(sent.url())));
  await page.getByRole('button', { name: 'Firmar' }).dblclick();
  await expect(page).toHaveURL(/\/thanks$/);
  expect(posts).toHaveLength(1);

  await page.goto(linkIn(await mailTo(request, email), 'confirm'));
  await page.getByRole('button', { name: 'Confirmar mi firma' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tu firma cuenta');
  const shown = new Intl.NumberFormat('es-AR').format(before + 1);
  await expect(watcher.locator('[data-figure]')).toHaveText(shown);
});

test('the same page in the other language, and nothing from anybody else', async ({ page, baseURL }) => {
  const foreign: string[] = [];
  page.on(
    'request',
    (sent) => void (sent.url().startsWith(baseURL ?? '') || sent.url().startsWith('data:') || foreign.push(sent.url())),
  );
  await page.goto('/c/argentina');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await page.getByRole('link', { name: 'English' }).click();
  await expect(page).toHaveURL(/\/en\/c\/argentina$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('button', { name: 'Sign', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Español' }).click();
  await expect(page).toHaveURL(/\/c\/argentina$/);
  expect(foreign).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
});

test('nothing stands in anybody’s way', async ({ page }) => {
  for (const path of ['/c/argentina', '/en/c/argentina', '/c/argentina/thanks', '/en/privacy']) {
    await page.goto(path);
    await expectAccessibleInBoth(page);
  }
});

test('on a small phone the first screen ends with the button @phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/c/argentina');
  await expect(page.getByRole('button', { name: 'Firmar' })).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('a link that nobody wrote leads nowhere', async ({ page, complaints }) => {
  complaints.allow(/status of 404/);
  const answer = await page.goto(`/c/argentina/confirm/${'A'.repeat(48)}`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
