import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startProgram } from '../support/program';
import { expect, expectAccessible, test } from './fixtures';

test('the first start prints a link, and behind it stands the house @desktop', async ({ page, complaints }) => {
  test.setTimeout(180_000);
  // The browser's own note of the second visit: a used link is gone.
  complaints.allow(/410 \(Gone\)/);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'ronda-setup-'));
  const program = await startProgram({ DATA_DIR: dataDir, RONDA_DEMO: '', ORIGIN: '', ADDRESS_HEADER: '' });
  try {
    const token = /\/setup\/[\w-]{43}/.exec(program.output())?.[0] ?? '';
    await page.goto(program.url + token);
    await expectAccessible(page);
    await page.getByLabel('Título de la petición').fill('¡Libertad a las 33!');
    await expect(page.getByLabel('Dirección corta')).toHaveValue('libertad-a-las-33');
    await page.getByLabel('Cómo te ve el equipo').fill('Ana');
    await page.getByLabel('Correo electrónico').fill('ana@people.test');
    await page.getByLabel('Elegí una contraseña').fill('tres palabras sueltas');
    await page.getByRole('button', { name: 'Poner en marcha' }).click();
    await page.waitForURL('**/desk/libertad-a-las-33');
    await expect(page.getByRole('link', { name: 'Equipo' }).first()).toBeVisible();
    await page.goto(program.url + token);
    await expect(page.getByRole('heading', { name: 'Ronda ya está en marcha' })).toBeVisible();
  } finally {
    await program.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
