import { expect, expectAccessible, test } from './fixtures';
import { signIn } from './session';

test.use({ locale: 'fr-FR' });

test('a donor in France gets a code and a reference, and sees that the gift arrived @phone', async ({
  browser,
  page,
  person,
}) => {
  await page.goto('/en/c/argentina/give');
  await expect(page.getByRole('link', { name: 'EUR' })).toHaveAttribute('aria-current', 'page');
  await expectAccessible(page);
  await page.getByLabel('Another amount').fill('33.50');
  await page.getByRole('button', { name: 'Give to the defence fund' }).click();
  await expect(page).toHaveURL(/\/give\/[\w-]{48}$/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('33.50');
  await expect(page.getByRole('img', { name: 'QR code' })).toBeVisible();
  await expectAccessible(page);
  const reference = await page.locator('[data-copy^=RF]').first().getAttribute('data-copy');

  const treasurer = await person({ locale: 'es-AR', viewport: { width: 1280, height: 800 } });
  await signIn(treasurer, 'treasurer');
  await treasurer.goto(`/desk/argentina/fund/gifts?reference=${reference}`);
  await treasurer.locator('table a').click();
  await treasurer.getByLabel('De eso, se quedaron los bancos').fill('1,25');
  await treasurer.getByRole('button', { name: 'Asentar', exact: true }).click();
  await expect(treasurer.getByRole('status').filter({ hasText: 'asentado' })).toBeVisible();

  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your gift has arrived');
  await expect(page.getByText(/the banks kept EUR.1\.25/)).toBeVisible();
  // Without JavaScript the page is the same.
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const again = await plain.newPage();
  await again.goto(page.url());
  await expect(again.getByRole('link', { name: 'receipt' })).toBeVisible();
  await plain.close();
});
