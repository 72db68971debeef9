import { randomInt } from 'node:crypto';
import { signIn } from './session';
import { expect, expectAccessible, test } from './fixtures';

test('an arrest told where there is no network is sent once there is, and its hours run for a second lawyer @phone', async ({
  page,
  person,
  complaints,
}) => {
  complaints.allow(/ERR_INTERNET_DISCONNECTED/);
  const mine = `A-${randomInt(1000, 9999)}`;
  const second = await person();
  await signIn(second, 'legal');
  await second.goto('/desk/argentina/people');

  await signIn(page, 'coordinator');
  await page.goto('/desk/argentina/people');
  await page.getByRole('link', { name: 'Anotar una detención' }).click();
  await expect(page.getByLabel('Código', { exact: true })).toHaveValue(/^C-/);
  await expect(page.getByLabel('Apodo')).not.toHaveValue('');
  await page.getByLabel('Código', { exact: true }).fill(mine);
  await page.getByLabel('Lugar').fill('Comisaría de prueba');
  await page.getByLabel(/^Nombre/).fill('Reservado De Prueba');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Anotar y poner los relojes' }).click();
  await expect(page.getByRole('alert')).toContainText('se enviará solo');
  await page.context().setOffline(false);
  await expect(page.locator('main [role=status]').filter({ hasText: mine })).toBeVisible();
  await expect(page.getByLabel('Código', { exact: true })).not.toHaveValue(mine);
  await expect(page.getByLabel(/^Nombre/)).toHaveValue('');

  const clock = second.locator('section[aria-labelledby=clocks] > ul > li').filter({ hasText: mine });
  await expect(clock).toHaveCount(1);
  await expect(clock).toContainText('art. 286');
  await expect(clock).toContainText(/Faltan 5:5\d h/);
  await clock.getByRole('link').click();
  await expect(second.getByRole('heading', { level: 1 })).toContainText(mine);
  await expect(second.locator('main')).not.toContainText('Reservado De Prueba');
  await expectAccessible(second);
  await second.getByRole('button', { name: 'Abrir lo reservado' }).click();
  await expect(second.locator('section[aria-labelledby=sealed]')).toContainText('Reservado De Prueba');
  await expect(second.locator('section[aria-labelledby=habeas]')).toContainText('Comisaría de prueba');
  await expect(second.locator('section[aria-labelledby=looks] li')).toHaveCount(1);

  await second.getByLabel('Qué pasó').selectOption('released');
  await second.getByRole('button', { name: 'Anotar', exact: true }).click();
  await expect(second.locator('main')).toContainText('En libertad antes');
});
