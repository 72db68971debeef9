import { expect, type Locator, type Page } from '@playwright/test';

/** A new board of three lists, written as a reader without scripts would; answers its address. */
export async function newBoard(page: Page, name: string): Promise<string> {
  await page.goto('/desk/argentina/boards');
  await page.fill('#new-board-name', name);
  await page.check('[name=template][value=blank]');
  await page.getByRole('button', { name: 'Crear tablero' }).click();
  await page.waitForURL(/\/boards\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

/** The board is on the line: what is done now is seen by others at once. */
export async function openLive(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.locator('[data-save=saved]')).toBeVisible();
}

export const list = (page: Page, at: number): Locator => page.locator('[data-list]').nth(at);
export const titles = (page: Page, at: number): Promise<string[]> =>
  list(page, at).locator('[data-card] bdi[id^=card-]').allInnerTexts();
export const card = (page: Page, title: string): Locator => page.locator('[data-card]').filter({ hasText: title });

export async function addCards(page: Page, at: number, names: readonly string[]): Promise<void> {
  await list(page, at).getByRole('button', { name: 'Agregar tarjeta' }).click();
  await expect(list(page, at).getByLabel('Agregar tarjeta')).toBeFocused();
  for (const name of names) {
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Escape');
  await expect(list(page, at).locator('[data-card]')).toHaveCount(names.length);
}
