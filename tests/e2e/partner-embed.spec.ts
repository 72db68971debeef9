import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, expectAccessible, test } from './fixtures';

/** A page of somebody else, on another origin, with what the desk gives a partner to paste. */
async function partner(ronda: string): Promise<{ origin: string; close: () => void }> {
  const html = `<!doctype html><html lang="es"><title>Sindicato</title><h1>Sindicato</h1>
    <iframe src="${ronda}/embed/argentina?src=embed-sutna" title="Petición" width="420" height="900"></iframe>
    <iframe src="${ronda}/c/argentina" title="Otra página" width="300" height="200"></iframe>
    <a href="${ronda}/c/argentina"><img src="${ronda}/c/argentina/counter.svg" alt="Firmas" width="480" height="150"></a>`;
  const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html; charset=utf-8').end(html));
  await new Promise<void>((ready) => server.listen(0, 'localhost', ready));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://localhost:${port}`, close: () => void server.close() };
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled });

    test('a partner shows the form and the counter inside their page @desktop', async ({
      page,
      baseURL,
      complaints,
    }) => {
      // Only the form may be framed; the browser says so of the other page.
      complaints.allow(/frame-ancestors|X-Frame-Options|chrome-error/i);
      const site = await partner(baseURL ?? '');
      try {
        await page.goto(site.origin);
        const frame = page.frameLocator('iframe[title="Petición"]');
        await expect(frame.getByText(/firmas? confirmadas?/).first()).toBeVisible();
        await frame.getByLabel('Nombre y apellido').fill('Ana Pérez');
        await frame.getByLabel('Correo electrónico').fill(`partner-${javaScriptEnabled}@people.test`);
        await frame.getByLabel('País').selectOption('AR');
        await frame.getByRole('button', { name: 'Firmar' }).click();
        await expect(frame.getByRole('heading', { level: 2 }).first()).toHaveText('Falta un paso: confirmá tu firma');
        await expect(frame.getByRole('link', { name: /WhatsApp/ })).toHaveAttribute('target', '_blank');
        const inside = page.frames().find((one) => one.url().includes('/embed/'));
        expect(inside?.url()).toContain('/embed/argentina/thanks?src=embed-sutna');
        await expect(page.frameLocator('iframe[title="Otra página"]').getByText('Firmar')).toHaveCount(0);
        const counter = page.getByRole('img', { name: 'Firmas' });
        expect(await counter.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(480);
        expect(await page.context().cookies()).toEqual([]);
        if (javaScriptEnabled) {
          const form = { name: 'Ana', email: 'elsewhere@people.test', country: 'AR' };
          const forged = await page.request.post('/embed/argentina?/sign', { form, headers: { origin: site.origin } });
          expect(forged.status()).toBe(403);
          const own = await page.request.get('/c/argentina');
          expect([own.headers()['x-frame-options'], own.headers()['content-security-policy']]).toEqual([
            'DENY',
            expect.stringContaining("frame-ancestors 'none'"),
          ]);
          const framed = (await page.request.get('/embed/argentina')).headers();
          expect(framed['x-frame-options']).toBeUndefined();
          expect(framed['content-security-policy']).toContain('frame-ancestors *');
          expect(framed['set-cookie']).toBeUndefined();
          await page.goto('/embed/argentina');
          await expectAccessible(page);
        }
      } finally {
        site.close();
      }
    });
  });
}
