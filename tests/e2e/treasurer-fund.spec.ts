import type { Page } from '@playwright/test';
import { signIn } from './session';
import { expect, expectAccessible, test } from './fixtures';

/** What the page says of dollars, in cents. */
const dollars = async (page: Page): Promise<number> => {
  const text = await page.locator('#fund li').filter({ hasText: 'USD' }).locator('[data-figure]').innerText();
  return Number(text.replace(/\D/g, ''));
};

async function book(page: Page, amount: string, donor = ''): Promise<void> {
  await page.locator('#book-amount').fill(amount);
  await page.locator('#book-currency').selectOption('USD');
  await page.getByLabel('Quién aportó').fill(donor);
  await page.getByRole('button', { name: /^Asentar ?: Asentar un aporte$/ }).click();
}

test('books a gift, and the observer’s screen shows the new total @desktop', async ({ page, person }) => {
  const observer = await person();
  await signIn(observer, 'observer');
  await observer.goto('/desk/argentina/fund');
  await expect(observer.locator('[data-save=saved]')).toBeVisible();
  await expect(observer.locator('main form')).toHaveCount(0);
  const before = await dollars(observer);

  await signIn(page, 'treasurer');
  await page.goto('/desk/argentina/fund/ledger');
  await book(page, '1.234,56', 'Una gremial solidaria');
  const notice = page.locator('main [role=status]').filter({ hasText: 'Aporte asentado' });
  await expect(notice).toContainText('USD 1.234,56');
  await expect(notice).toBeFocused();
  await expect(page.locator('#book-amount')).toHaveValue('');
  await expect.poll(() => dollars(observer)).toBe(before + 123_456);
  await expect(observer.getByText('gremial')).toHaveCount(0);

  const entry = page.locator('.ledger li').filter({ hasText: 'USD 1.234,56' }).first();
  expect(await page.content()).not.toContain('Una gremial solidaria');
  await entry.getByRole('button', { name: 'Ver quién aportó' }).click();
  await expect(entry).toContainText('Una gremial solidaria');

  await entry.getByText('Revertir', { exact: true }).click();
  await entry.getByRole('button', { name: 'Revertir el asiento' }).click();
  await expect(entry.getByRole('alert')).toContainText('Falta completar');
  await entry.getByLabel('Motivo').fill('Era una prueba');
  await entry.getByRole('button', { name: 'Revertir el asiento' }).click();
  await expect(page.locator('.ledger li').filter({ hasText: 'Era una prueba' })).toContainText('Contraasiento');
  await expect.poll(() => dollars(observer)).toBe(before);
});

test('a doubtful amount is asked back, with what was typed', async ({ page, complaints }) => {
  complaints.allow(/status of 400/);
  await signIn(page, 'treasurer');
  await page.goto('/desk/argentina/fund/ledger');
  await book(page, '1,000');
  await expect(page.getByRole('alert')).toContainText('miles o decimales');
  await expect(page.locator('#book-amount')).toHaveValue('1,000');
  await expect(page.locator('#book-amount')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
});

test('closes a month, downloads its report and has it checked @desktop', async ({ page }) => {
  await signIn(page, 'treasurer');
  await page.goto('/desk/argentina/fund/months');
  const reason = page.getByLabel('Por qué se cierra igual');
  if (await reason.isVisible()) await reason.fill('Prueba de cierre');
  await page.getByRole('button', { name: /^Cerrar / }).click();
  await expect(page.locator('main [role=status]').filter({ hasText: 'Quedó cerrado' })).toBeVisible();
  const report = page.getByRole('link', { name: /^Informe en castellano/ }).first();
  const [file] = await Promise.all([page.waitForEvent('download'), report.click()]);
  await page.goto('/c/argentina/fund/verify');
  await page.getByLabel('El informe (PDF)').setInputFiles(await file.path());
  await page.getByRole('button', { name: 'Comprobar' }).click();
  await expect(page.getByRole('heading', { name: 'Es auténtico' })).toBeVisible();
  await page.goto('/desk/argentina/fund/export');
  const [books] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Descargar' }).click(),
  ]);
  expect(books.suggestedFilename()).toBe('argentina-fund.csv');
});
