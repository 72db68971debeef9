import type { Page } from '@playwright/test';
import { signIn } from './session';
import { expect, expectAccessible, test } from './fixtures';

const NOTE = 'Presentación ante la Cámara';

async function ask(page: Page): Promise<void> {
  await page.goto('/desk/argentina/fund/spending');
  await page.getByText('Pedir un gasto', { exact: true }).click();
  await page.locator('#ask-category').selectOption('lawyer');
  await page.locator('#ask-amount').fill('123.456,78');
  await page.locator('#ask-payee').fill('Estudio que no se publica');
  await page.locator('#ask-purpose').fill('Recurso de casación');
  await page.locator('input[name=level][value=public]').check();
  await page.locator('#ask-publicNote').fill('Por C-7F2');
  await page.getByRole('button', { name: 'Enviar el pedido' }).click();
  await expect(page.getByRole('alert')).toContainText('por los que se conoce a alguien');
  await page.locator('#ask-publicNote').fill(NOTE);
  await page
    .locator('#ask-receipt')
    .setInputFiles({ name: 'factura.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%ejemplo\n') });
  await page.getByRole('button', { name: 'Enviar el pedido' }).click();
  await expect(page.locator('main [role=status]').filter({ hasText: 'quedó enviado' })).toBeVisible();
}

test('a lawyer asks, a treasurer says yes and pays, and the public reads no name @desktop', async ({
  page,
  person,
  complaints,
}) => {
  complaints.allow(/status of 400/);
  const lawyer = await person();
  await signIn(lawyer, 'legal');
  await ask(lawyer);
  const mine = lawyer.getByRole('row').filter({ hasText: '123.456,78' });
  await expect(mine).toContainText('En espera');

  await signIn(page, 'treasurer');
  await page.goto('/desk/argentina/fund/spending');
  await page.getByRole('row').filter({ hasText: '123.456,78' }).first().getByRole('link').click();
  await expect(page.locator('main')).toContainText('Estudio que no se publica');
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Decir que sí/ }).click();
  await expect(page.locator('main [role=status]').filter({ hasText: 'Aprobado' })).toBeVisible();
  await page.getByRole('button', { name: 'Asentar el pago' }).click();
  await expect(page.locator('main [role=status]').filter({ hasText: 'El pago quedó asentado' })).toBeVisible();

  await lawyer.reload();
  await expect(lawyer.getByRole('row').filter({ hasText: '123.456,78' })).toContainText('Pagado');

  await page.goto('/c/argentina/fund');
  await expect(page.locator('main')).toContainText(NOTE);
  await expect(page.locator('main')).not.toContainText('Estudio que no se publica');
});
