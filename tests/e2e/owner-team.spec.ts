import { expect, expectAccessible, test } from './fixtures';
import { PASSWORD, signIn } from './session';

test('an owner invites somebody, sees them come in, and puts them out again', async ({ page, person, complaints }) => {
  test.setTimeout(60_000);
  // The page of somebody who was put out is answered by 404, and their socket is refused.
  complaints.allow(/status of 40[14]/);
  const name = `Nueva ${Date.now() % 100_000}`;
  await signIn(page, 'owner');
  await page.goto('/desk/argentina/team');
  await expect(page.getByRole('heading', { level: 1, name: 'Equipo' })).toBeVisible();
  await expectAccessible(page);

  const invite = page.getByRole('region', { name: 'Invitar' });
  await invite.getByLabel('Coordinación').check();
  await invite.getByRole('button', { name: 'Crear la invitación' }).click();
  const link = await page.locator('code', { hasText: '/invite/' }).innerText();

  const guest = await person();
  await guest.goto(link);
  await expect(guest.getByText('Reparte las tareas en los tableros.')).toBeVisible();
  await expectAccessible(guest);
  await guest.getByLabel('Cómo te ve el equipo').fill(name);
  await guest.getByLabel('Correo electrónico').fill(`${name.replace(' ', '.')}@people.test`);
  await guest.getByLabel('Elegí una contraseña').fill('corta');
  await guest.getByRole('button', { name: 'Entrar al equipo' }).click();
  // Short: refused by the browser or by us; what was typed stays.
  await expect(guest.getByLabel('Cómo te ve el equipo')).toHaveValue(name);
  await guest.getByLabel('Elegí una contraseña').fill('tres palabras sueltas');
  await guest.getByRole('button', { name: 'Entrar al equipo' }).click();
  await guest.waitForURL('**/desk/argentina');

  // The owner's page follows without being reloaded.
  const row = page.getByRole('listitem').filter({ hasText: name });
  await expect(row.getByText('Coordinación').first()).toBeVisible();
  await row.getByText(`Cambiar el acceso de ${name}`).click();
  await row.getByText('Dar de baja', { exact: true }).click();
  await row.getByRole('button', { name: `Dar de baja a ${name}` }).click();
  await expect(page.getByText('De baja: ya no entra ni recibe nada.')).toBeVisible();
  const answer = await guest.goto('/desk/argentina');
  expect(answer?.status()).toBe(404);
});

test('an owner reads what was done, and that nobody altered it', async ({ page }) => {
  await signIn(page, 'owner');
  await page.goto('/desk/argentina/journal');
  // The first entry of all lies on the last page: how many there are depends on what was done before.
  const heading = page.getByRole('heading', { level: 1, name: 'Registro' });
  const first = page.getByRole('listitem').filter({ hasText: 'creó la campaña' });
  const older = page.getByRole('link', { name: 'Asientos anteriores' });
  await expect(heading).toBeVisible();
  while ((await first.count()) === 0) {
    const address = page.url();
    await older.click();
    await page.waitForURL((url) => url.href !== address);
  }
  await expect(first).toBeVisible();
  await page.getByRole('link', { name: 'Accesos' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'creó una invitación' }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Verificar la cadena' }).click();
  await expect(page.getByRole('heading', { name: 'El registro está entero' })).toBeVisible();
  await expectAccessible(page);
  await page.goto('/desk/argentina/outbox');
  await expect(page.getByText('No hay servidor de correo configurado')).toBeVisible();
  await expectAccessible(page);
});

test('a wrong IBAN is told, and what was typed stays', async ({ page, complaints }) => {
  complaints.allow(/status of 400/);
  await signIn(page, 'organizer');
  await page.goto('/desk/argentina/settings');
  await page.getByLabel('IBAN del fondo').fill('DE89 3704 0044 0532 0130 01');
  await page.getByRole('button', { name: 'Guardar los ajustes' }).click();
  await expect(page.getByRole('alert')).toContainText('dígitos de control');
  await expect(page.getByLabel('IBAN del fondo')).toHaveValue('DE89 3704 0044 0532 0130 01');
  await expectAccessible(page);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the doors work, and the language can be chosen', async ({ page }) => {
    await page.goto('/sign-in?next=%2Fdesk%2Fargentina%2Fteam');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByLabel('E-mail').fill('observer@demo.test');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/desk/argentina/team');
    await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible();
    await expect(page.getByText('owner@demo.test')).toHaveCount(0);
    await page.goto('/sign-out');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.waitForURL('**/sign-in?left');
    await page.goto('/desk/argentina/team');
    await page.waitForURL('**/sign-in?next=**');
  });
});
