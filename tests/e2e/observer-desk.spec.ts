import { openToday, signIn } from './session';
import { expect, expectAccessibleInBoth, test } from './fixtures';

test('an observer looks and writes nothing', async ({ page, complaints }) => {
  complaints.allow(/status of 404/);
  await signIn(page, 'observer');
  for (const path of ['', '/fund', '/people', '/hearings']) {
    await page.goto(`/desk/argentina${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    // Searching and taking a list along are reading: they are sent so that nothing typed stands in an address.
    await expect(page.locator('main form:not([action="?/find"], [action$="/export.csv"])')).toHaveCount(0);
  }
  for (const path of ['/signatures', '/fund/export.csv', '/nowhere']) {
    expect((await page.goto(`/desk/argentina${path}`))?.status()).toBe(404);
  }
});

const PAGES = {
  observer: ['', '/fund', '/people', '/hearings'],
  legal: ['', '/people', '/hearings'],
  treasurer: ['', '/fund'],
} as const;

for (const role of ['observer', 'legal', 'treasurer'] as const) {
  test(`pages of the desk stand in nobody’s way: ${role}`, async ({ page }) => {
    await signIn(page, role);
    for (const path of PAGES[role]) {
      await page.goto(`/desk/argentina${path}`);
      await expect(page.locator('[data-save=saved]')).toBeVisible();
      await expectAccessibleInBoth(page);
    }
  });
}

test('nothing has to be scrolled sideways on a small phone @phone', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn(page, 'observer');
  for (const path of ['', '/fund', '/people', '/hearings']) {
    await page.goto(`/desk/argentina${path}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
});

test('one’s own company is seen by others', async ({ page, person }) => {
  await openToday(page, 'observer');
  const other = await person({ viewport: { width: 1280, height: 800 } });
  await signIn(other, 'owner');
  await other.goto('/desk/argentina/fund');
  await expect(other.getByRole('list', { name: 'Quiénes están ahora' })).toContainText('Haroldo');
});
