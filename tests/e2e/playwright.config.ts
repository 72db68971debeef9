import { defineConfig, devices } from '@playwright/test';
import { systemBrowser } from '../run/browser.js';
import { addressOf, portOf, WORKERS } from './address';

const executablePath = systemBrowser();

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../../test-results',
  workers: WORKERS,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0, // a test that passes the second time has found something
  // Generous, because a loaded machine is no fault of the program: how fast a change arrives is for the bench to say.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    locale: 'es-AR',
    timezoneId: 'America/Argentina/Buenos_Aires',
    // A recording costs as much as the test: E2E_TRACE=1 makes it, for the specs one is looking into.
    trace: process.env['E2E_TRACE'] ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
  },
  projects: [
    {
      name: 'desktop',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 800 } },
      grepInvert: /@phone/,
    },
    { name: 'phone', use: { ...devices['Pixel 7'] }, grepInvert: /@desktop/ },
  ],
  // The program people run, on its bundled PostgreSQL and a data folder that goes away with it; one for each worker.
  // They start one after the other: the first builds when it must.
  webServer: Array.from({ length: WORKERS }, (_, worker) => ({
    command: `"${process.execPath}" tests/run/start.js --demo`,
    cwd: '../..',
    url: `${addressOf(worker)}/healthz`,
    env: {
      PORT: String(portOf(worker)),
      HOST: '127.0.0.1',
      ORIGIN: addressOf(worker),
      DATA_DIR: '',
      DEMO_ACTIVITY: 'off',
      DEMO_PASSWORD: 'a demo password for tests',
    },
    reuseExistingServer: false,
    timeout: 180_000,
    stdout: 'pipe' as const,
    gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 8_000 },
  })),
});
