import type { Locator, Page } from '@playwright/test';
import { addCards, card, list, newBoard, openLive, titles } from './coordinator';
import { signIn } from './session';
import { expect, expectAccessible, test } from './fixtures';

const said = (page: Page): Locator => page.locator('[aria-live=polite]');

test('two people see each other drag and choose a place @desktop', async ({ page, person }) => {
  await signIn(page, 'coordinator');
  const address = await newBoard(page, 'Dos personas');
  await openLive(page, address);
  await addCards(page, 0, ['Uno', 'Dos', 'Tres']);

  const other = await person();
  await signIn(other, 'organizer');
  await openLive(other, address);
  await expect.poll(() => titles(other, 0)).toEqual(['Uno', 'Dos', 'Tres']);
  await expect(page.getByRole('list', { name: 'Quiénes miran este tablero' })).toContainText('Rodolfo');

  const from = await card(page, 'Uno').boundingBox();
  const to = await list(page, 1).locator('ol').boundingBox();
  if (!from || !to) throw new Error('nothing to drag');
  await page.mouse.move(from.x + 40, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 30, { steps: 4 });
  await page.mouse.move(to.x + 60, to.y + 20, { steps: 12 });
  await page.waitForTimeout(400);
  await page.mouse.up();
  await expect.poll(() => titles(other, 1)).toEqual(['Uno']);
  expect(await titles(page, 1)).toEqual(['Uno']);
  expect(await titles(page, 0)).toEqual(['Dos', 'Tres']);

  await card(other, 'Tres').getByRole('link', { name: 'Mover «Tres»' }).click();
  await other.getByLabel('Lista', { exact: true }).selectOption({ label: 'En marcha' });
  await other.getByLabel('Posición').selectOption({ label: 'Al principio' });
  await other.getByRole('button', { name: 'Mover', exact: true }).click();
  await expect.poll(() => titles(page, 1)).toEqual(['Tres', 'Uno']);
  await expect(said(page).filter({ hasText: 'Rodolfo' })).toContainText(/movió .*Tres/);
});

test('Escape takes a drag back, and what others do waits until the hand opens @desktop', async ({ page, person }) => {
  await signIn(page, 'coordinator');
  const address = await newBoard(page, 'Mano quieta');
  await openLive(page, address);
  await addCards(page, 0, ['Uno', 'Dos', 'Tres']);
  const other = await person();
  await signIn(other, 'organizer');
  await openLive(other, address);

  const from = await card(page, 'Uno').boundingBox();
  const to = await list(page, 2).locator('ol').boundingBox();
  if (!from || !to) throw new Error('nothing to drag');
  await page.mouse.move(from.x + 40, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(to.x + 60, to.y + 20, { steps: 12 });
  await card(other, 'Tres').focus();
  await other.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => titles(other, 0)).toEqual(['Uno', 'Tres', 'Dos']);
  await page.waitForTimeout(500);
  expect(await titles(page, 0)).toEqual(['Dos', 'Tres']);
  await page.keyboard.press('Escape');
  await expect.poll(() => titles(page, 0)).toEqual(['Uno', 'Tres', 'Dos']);
  await page.mouse.up();
  expect(await titles(other, 0)).toEqual(['Uno', 'Tres', 'Dos']);
  await expect(said(page).filter({ hasText: 'Cancelado' })).toBeAttached();
});

test('a whole board with keys alone @desktop', async ({ page }) => {
  await signIn(page, 'coordinator');
  const address = await newBoard(page, 'Solo teclas');
  await openLive(page, address);
  const { keyboard } = page;
  await list(page, 0).getByRole('button', { name: 'Agregar tarjeta' }).focus();
  await keyboard.press('Enter');
  for (const title of ['A', 'B', 'C']) {
    await keyboard.type(title);
    await keyboard.press('Enter');
  }
  await keyboard.press('Escape');
  await expect(list(page, 0).getByRole('button', { name: 'Agregar tarjeta' })).toBeFocused();

  await card(page, 'A').focus();
  await keyboard.press('ArrowDown');
  await expect(card(page, 'B')).toBeFocused();
  await keyboard.press('Alt+ArrowRight');
  await expect(card(page, 'B')).toBeFocused();
  expect(await titles(page, 1)).toEqual(['B']);
  await expect(said(page).filter({ hasText: 'En marcha' })).toContainText('posición 1 de 1');

  // The drag's own keys: take, move, let go.
  await card(page, 'A').focus();
  await keyboard.press('Space');
  await expect(said(page).filter({ hasText: 'Tomaste' })).toBeAttached();
  await keyboard.press('ArrowDown');
  await expect(said(page).filter({ hasText: 'posición 2 de 2' })).toBeAttached();
  await keyboard.press('Space');
  await expect.poll(() => titles(page, 0)).toEqual(['C', 'A']);
  await expect(card(page, 'A')).toBeFocused();
  // And back with Escape.
  await keyboard.press('Space');
  await keyboard.press('ArrowUp');
  await expect.poll(() => titles(page, 0)).toEqual(['A', 'C']);
  await keyboard.press('Escape');
  await expect.poll(() => titles(page, 0)).toEqual(['C', 'A']);

  await card(page, 'A').focus();
  await keyboard.press('m');
  await expect(page.getByRole('dialog', { name: 'Mover «A»' })).toBeVisible();
  await page.getByLabel('Lista', { exact: true }).selectOption({ label: 'Hecho' });
  await page.getByRole('button', { name: 'Mover', exact: true }).press('Enter');
  await expect.poll(() => titles(page, 2)).toEqual(['A']);
  await expect(card(page, 'A')).toBeFocused();

  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'A' });
  await dialog.getByLabel('Nota').fill('una nota');
  await dialog.getByLabel('Vence').fill('2027-04-30');
  await expectAccessible(page);
  await keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(card(page, 'A')).toContainText('30 abr 2027');
  await expect(card(page, 'A')).toBeFocused();
  await page.reload();
  await expect(card(page, 'A')).toContainText('30 abr 2027');
  await expectAccessible(page);
});

test('two texts over one note are shown side by side, and the person chooses @desktop', async ({ page, person }) => {
  await signIn(page, 'coordinator');
  const address = await newBoard(page, 'Dos textos');
  await openLive(page, address);
  await addCards(page, 0, ['Reclamo']);
  const other = await person();
  await signIn(other, 'organizer');
  await openLive(other, address);

  for (const one of [page, other]) {
    await card(one, 'Reclamo').focus();
    await one.keyboard.press('Enter');
    await expect(one.getByRole('dialog')).toBeVisible();
  }
  await page.getByLabel('Nota', { exact: true }).fill('lo mío');
  await other.getByLabel('Nota', { exact: true }).fill('lo de Rodolfo');
  await other.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Rodolfo' })).toBeVisible();
  await expect(page.getByRole('dialog')).toContainText('lo de Rodolfo');
  await expectAccessible(page);
  // A reload in between loses nothing.
  await page.reload();
  await expect(page.getByLabel('Nota', { exact: true })).toHaveValue('lo mío');
  await page.getByRole('button', { name: 'Dejar lo mío' }).click();
  await card(other, 'Reclamo').focus();
  await other.keyboard.press('Enter');
  await expect(other.getByLabel('Nota', { exact: true })).toHaveValue('lo mío');
});

test('what is put away comes back @desktop', async ({ page }) => {
  await signIn(page, 'coordinator');
  const address = await newBoard(page, 'Archivo');
  await openLive(page, address);
  await addCards(page, 0, ['Queda', 'Se va']);
  await card(page, 'Se va').getByText('Se va', { exact: true }).click();
  await page.getByRole('button', { name: 'Archivar la tarjeta' }).click();
  await expect(card(page, 'Se va')).toBeHidden();
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect(card(page, 'Se va')).toBeVisible();

  await page.getByRole('button', { name: 'Acciones de la lista Hecho' }).click();
  await page.getByRole('menuitem', { name: 'Archivar la lista' }).click();
  await expect(page.locator('[data-list]')).toHaveCount(2);
  await page.getByRole('link', { name: 'Archivados' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Restaurar Hecho' }).click();
  await page.getByRole('link', { name: 'Volver al tablero' }).click();
  await expect(page.locator('[data-list]')).toHaveCount(3);
});

test('offline work is said to wait, and arrives @desktop', async ({ page, person, complaints }) => {
  complaints.allow(/WebSocket|ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  await signIn(page, 'coordinator');
  const address = await newBoard(page, 'Sin red');
  await openLive(page, address);
  await addCards(page, 0, ['Uno']);
  const other = await person();
  await signIn(other, 'organizer');
  await openLive(other, address);
  await page.context().setOffline(true);
  await card(page, 'Uno').focus();
  await page.keyboard.press('Alt+ArrowRight');
  expect(await titles(page, 1)).toEqual(['Uno']);
  await expect(page.locator('[data-save=offline]')).toBeVisible({ timeout: 15_000 });
  expect(await titles(other, 1)).toEqual([]);
  await page.context().setOffline(false);
  await expect.poll(() => titles(other, 1), { timeout: 15_000 }).toEqual(['Uno']);
  await expect(page.locator('[data-save=saved]')).toBeVisible();
});

test('filters stand in the address @desktop', async ({ page }) => {
  await signIn(page, 'coordinator');
  const address = await newBoard(page, 'Filtros');
  await openLive(page, address);
  await addCards(page, 0, ['Camión', 'Parlante']);
  await page.getByLabel('Buscar').fill('camion');
  await expect.poll(() => titles(page, 0)).toEqual(['Camión']);
  await expect(page).toHaveURL(/q=camion/);
  await page.reload();
  expect(await titles(page, 0)).toEqual(['Camión']);
  await expect(list(page, 0)).toContainText('1 de 2');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('a board is read, gets a card and lets it be moved', async ({ page }) => {
    await signIn(page, 'coordinator');
    const address = await newBoard(page, 'Sin scripts');
    await list(page, 0).getByLabel('Agregar tarjeta').fill('Llamar <b>a</b> la radio');
    await list(page, 0).getByRole('button', { name: 'Agregar', exact: true }).click();
    await expect(card(page, 'Llamar <b>a</b> la radio')).toBeVisible();
    await page.goto(address);
    await page.getByRole('link', { name: 'Llamar <b>a</b> la radio', exact: true }).click();
    await page.getByLabel('Lista', { exact: true }).selectOption({ label: 'Hecho' });
    await page.getByRole('button', { name: 'Mover', exact: true }).click();
    expect(await titles(page, 2)).toEqual(['Llamar <b>a</b> la radio']);
    await page.getByRole('link', { name: 'Llamar <b>a</b> la radio', exact: true }).click();
    await page.getByLabel('Nota', { exact: true }).fill('una\ndos');
    await page.getByRole('button', { name: 'Guardar' }).click();
    await expect(list(page, 2)).toContainText('Tiene una nota');
  });
});

test('an observer reads and finds nothing to press', async ({ page, person }) => {
  await signIn(page, 'coordinator');
  const address = await newBoard(page, 'Para mirar');
  const observer = await person();
  await signIn(observer, 'observer');
  await openLive(observer, address);
  await expect(observer.locator('[data-list]')).toHaveCount(3);
  await expect(observer.getByRole('button', { name: /Agregar|Acciones|Cambiar/ })).toHaveCount(0);
  await expectAccessible(observer);
});

test('a phone moves a card and nothing overflows @phone', async ({ page }) => {
  await signIn(page, 'coordinator');
  const address = await newBoard(page, 'Teléfono 📱 \u202Eabc con un nombre largo de verdad, larguísimo');
  await openLive(page, address);
  await addCards(page, 0, ['Una tarjeta con unapalabralarguisimaquenoentraenningunladoynosecortasola 🚛']);
  await page.locator('[data-card] .move').tap();
  await page.getByLabel('Lista', { exact: true }).selectOption({ label: 'En marcha' });
  await page.getByRole('button', { name: 'Mover', exact: true }).tap();
  await expect(list(page, 1).locator('[data-card]')).toHaveCount(1);
  for (const width of [320, 360]) {
    await page.setViewportSize({ width, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await expectAccessible(page);
  await page.locator('[data-card] .title').tap();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  expect(await dialog.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
});
