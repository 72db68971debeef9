import { expect, expectAccessibleInBoth, test } from './fixtures';

/** What the legal desk shows outside, for somebody with a small telephone, without scripts, and for a screen reader. */
test('a stranger reads people, record and clock of a campaign @phone', async ({ page, person, complaints }) => {
  complaints.allow(/404/);
  await page.goto('/c/argentina/people');
  await expect(page.getByRole('link', { name: 'La maestra' })).toBeVisible();
  // Taken back with its consent: neither here nor at any address.
  await expect(page.getByText('El panadero')).toHaveCount(0);
  await expectAccessibleInBoth(page);
  await page.getByRole('link', { name: 'La maestra' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'La maestra' })).toBeVisible();
  const card = page.url();
  await expectAccessibleInBoth(page);
  await page.goto('/en/c/argentina/record');
  await expect(page.getByText('The sources differ: between 41 and 58.')).toBeVisible();
  await expectAccessibleInBoth(page);

  const small = await person({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  for (const address of [
    '/c/argentina',
    '/c/argentina/people',
    card,
    '/c/argentina/record',
    '/en/c/argentina/record',
  ]) {
    const answer = await small.goto(address);
    expect(answer?.status()).toBe(200);
    expect(await small.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(320);
  }
  const robots = (await page.request.get(card)).headers();
  expect([robots['x-robots-tag'], robots['cache-control']]).toEqual(['noindex, noarchive, nosnippet', 'no-store']);
  expect((await page.request.get('/c/argentina/people/0123456789abcdef')).status()).toBe(404);
  expect((await page.request.get('/embed/argentina/clock')).status()).toBe(404);
});
