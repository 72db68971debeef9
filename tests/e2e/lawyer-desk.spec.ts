import { randomInt } from 'node:crypto';
import { openToday, signIn } from './session';
import { expect, expectAccessible, test } from './fixtures';

const code = () => `E-${randomInt(1000, 9999)}`;

test('registers a person and a hearing, and the coordinator sees both without reloading @desktop', async ({
  page,
  person,
}) => {
  const mine = code();
  const coordinator = await person({ timezoneId: 'Europe/Paris' });
  await openToday(coordinator, 'coordinator');

  await signIn(page, 'legal');
  await page.goto('/desk/argentina/people');
  await expect(page.locator('#register-personCode')).toHaveValue(/^C-/);
  await page.locator('#register-personCode').fill(mine.toLowerCase());
  await page.locator('#register-pseudonym').fill('Aromo');
  await page.locator('#register-status').selectOption('court_holding');
  await page.locator('#register-place').fill('Alcaidía de prueba');
  await page.getByRole('button', { name: 'Registrar', exact: true }).click();
  await expect(page.locator('main [role=status]').filter({ hasText: mine })).toBeFocused();
  await expect(coordinator.locator('#detained')).toContainText(mine);
  await expect(coordinator.locator('#feed li').first()).toContainText(`registró a Aromo (${mine})`);

  const entry = page.getByRole('article').filter({ hasText: mine });
  await entry.getByRole('link').click();
  await page.getByText('Anotar un cambio de situación').click();
  await page.locator('#status-status').selectOption('released_pending');
  await page
    .locator('form')
    .filter({ has: page.locator('#status-status') })
    .getByRole('button')
    .click();
  await expect(coordinator.locator('#detained')).not.toContainText(mine);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(mine);
  await expect(page.locator('main header').first()).toContainText('En libertad con causa abierta');
  const timeline = page.getByRole('region', { name: 'Situación de libertad' });
  await expect(timeline.getByRole('listitem')).toHaveCount(2);

  await page.goto('/desk/argentina/hearings');
  await page.getByLabel('Causa').fill(`EJEMPLO-${mine}`);
  await page.locator('#schedule-kind').selectOption('habeas_corpus');
  const tomorrow = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Argentina/Buenos_Aires' }).format(
    Date.now() + 86_400_000,
  );
  await page.locator('#schedule-date').fill(tomorrow);
  await page.locator('#schedule-time').fill('00:30');
  await page.locator('#schedule-court').fill('Juzgado de prueba');
  await page.getByRole('button', { name: 'Agendar', exact: true }).click();
  await expect(page.locator('main [role=status]').filter({ hasText: mine })).toBeFocused();
  const next = coordinator.locator('#hearings li').filter({ hasText: mine });
  await expect(next).toContainText(/mañana.*00:30, hora de Buenos Aires.*para vos/s);

  await page.getByRole('article').filter({ hasText: mine }).getByRole('link').click();
  await page.getByRole('button', { name: 'Cancelar la audiencia' }).click();
  await expect(next).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Historia de la audiencia' }).getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Deshacer el último cambio' }).click();
  await expect(next).toHaveCount(1);
});

test('a time that does not exist at the court is refused at its field', async ({ page, complaints }) => {
  complaints.allow(/status of 400/);
  await signIn(page, 'legal');
  await page.goto('/desk/argentina/hearings');
  await page.getByLabel('Causa').fill('EJEMPLO-9/26');
  await page.locator('#schedule-kind').selectOption('trial');
  await page.locator('#schedule-date').fill('2027-03-28');
  await page.locator('#schedule-time').fill('02:30');
  await page.locator('#schedule-tz').selectOption('Europe/Paris');
  await page.locator('#schedule-court').fill('Tribunal de prueba');
  await page.getByRole('button', { name: 'Agendar', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('se adelanta el reloj');
  await expect(page.locator('#schedule-date')).toHaveValue('2027-03-28');
  await expect(page.locator('#schedule-tz')).toHaveValue('Europe/Paris');
  await expect(page.locator('#schedule-time')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
});

test('registers without scripts; a taken code gives everything back @desktop', async ({ page, browser, baseURL }) => {
  await signIn(page, 'legal');
  const context = await browser.newContext({
    javaScriptEnabled: false,
    locale: 'es-AR',
    storageState: await page.context().storageState(),
    ...(baseURL === undefined ? {} : { baseURL }),
  });
  const plain = await context.newPage();
  const mine = code();
  const fill = async () => {
    await plain.locator('#register-personCode').fill(mine);
    await plain.locator('#register-pseudonym').fill('Timbó');
    await plain.locator('#register-status').selectOption('house_arrest');
    await plain.getByRole('button', { name: 'Registrar', exact: true }).click();
  };
  await plain.goto('/desk/argentina/people');
  await fill();
  await expect(plain.getByRole('article').filter({ hasText: mine })).toContainText('Prisión domiciliaria');
  await fill();
  await expect(plain.getByRole('alert')).toContainText('Ya está en uso');
  await expect(plain.locator('#register-personCode')).toHaveValue(mine);
  await expect(plain.locator('#register-pseudonym')).toHaveValue('Timbó');
  await expect(plain.locator('#register-status')).toHaveValue('house_arrest');
  await context.close();
});

test('what is typed and chosen before the scripts arrive stays @phone', async ({ page }) => {
  await signIn(page, 'legal');
  let arrive = (): void => undefined;
  const gate = new Promise<void>((open) => (arrive = open));
  await page.route('**/_app/**/*.js', async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto('/desk/argentina/hearings', { waitUntil: 'commit' });
  await page.getByLabel('Causa').fill('EJEMPLO-8/26');
  await page.locator('#schedule-kind').selectOption('trial');
  await page.locator('#schedule-tz').selectOption('Europe/Paris');
  arrive();
  await expect(page.locator('[data-save=saved]')).toBeVisible();
  await expect(page.getByLabel('Causa')).toHaveValue('EJEMPLO-8/26');
  await expect(page.locator('#schedule-kind')).toHaveValue('trial');
  await expect(page.locator('#schedule-tz')).toHaveValue('Europe/Paris');
});
