import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { io, type Socket } from 'socket.io-client';
import type { Result } from '../../src/lib/contracts/errors';
import type { ClientToServer, OpAck, ServerToClient } from '../../src/lib/contracts/socket-events';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { signIn } from '../support/desk';
import { startProgram } from '../support/program';

const PASSWORD = 'bench-only-password';
const MEMBERS = 50;
const ROUNDS = 200;
const ROLES = ['owner', 'organizer', 'legal', 'treasurer', 'coordinator', 'observer'];

type Client = Socket<ServerToClient, ClientToServer>;

const percentile = (values: number[], p: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))] ?? 0;
const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
/** Milliseconds since the epoch with fractions; the browser's `timeOrigin` is of the same clock. */
const clock = (): number => performance.timeOrigin + performance.now();

async function member(url: string, cookie: string, stream: `board:${string}`, n: number): Promise<Client> {
  const socket: Client = io(url, {
    path: '/live',
    transports: ['websocket'],
    extraHeaders: { cookie, origin: url, 'x-test-address': `192.0.2.${n}` },
  });
  await new Promise<void>((done, fail) => {
    socket.once('connect', () => done());
    socket.once('connect_error', fail);
  });
  const opened: Result<unknown> = await socket.timeout(10_000).emitWithAck('open', { stream });
  if (!opened.ok) throw new Error(`open was refused: ${opened.code}`);
  return socket;
}

/** Notes when each card whose title begins with `bench-` first stands in the document. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: Record<string, number> = {};
    Reflect.set(globalThis, 'benchSeen', seen);
    new MutationObserver((changes) => {
      const at = performance.timeOrigin + performance.now();
      for (const { addedNodes, target } of changes) {
        for (const node of [...addedNodes, target]) {
          for (const [title] of node.textContent?.matchAll(/bench-\d+-end/g) ?? []) seen[title] ??= at;
        }
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}

/**
 * A card made by one member until it stands in another's page, with fifty more on the same board.
 */
export default async function live(): Promise<object> {
  const dir = mkdtempSync(path.join(tmpdir(), 'ronda-bench-'));
  const program = await startProgram({
    DATA_DIR: dir,
    RONDA_DEMO: '1',
    DEMO_ACTIVITY: 'off',
    DEMO_PASSWORD: PASSWORD,
    LOG_LEVEL: 'error',
  });
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));
  const browser = await chromium.launch({
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  const sockets: Client[] = [];
  try {
    const cookies = await Promise.all(ROLES.map((role) => signIn(program.url, `${role}@demo.test`, PASSWORD)));
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      extraHTTPHeaders: { 'x-test-address': '192.0.2.250' },
    });
    const [name = '', value = ''] = (cookies[1] ?? '').split(/=(.*)/s);
    await context.addCookies([{ name, value, url: program.url }]);
    const page = await context.newPage();
    await page.goto(`${program.url}/desk/argentina/boards`);
    const href = await page.locator('a[href*="/boards/"]').first().getAttribute('href');
    const board = /boards\/([0-9a-f-]{36})/.exec(href ?? '')?.[1] ?? '';
    await page.goto(`${program.url}/desk/argentina/boards/${board}`);
    await page.waitForLoadState('networkidle');

    for (let n = 0; n < MEMBERS; n += 1) {
      sockets.push(await member(program.url, cookies[n % cookies.length] ?? '', `board:${board}`, n));
    }
    const sender = await member(program.url, cookies[4] ?? '', `board:${board}`, 200);
    sockets.push(sender);
    const snapshot: Result<{ rows: Record<string, { id: string }[]> }> = await sender
      .timeout(10_000)
      .emitWithAck('snapshot', { stream: `board:${board}` });
    const list = snapshot.ok ? (snapshot.value.rows['board_lists']?.[0]?.id ?? '') : '';
    await watch(page);

    const sent: number[] = [];
    const acked: number[] = [];
    for (let n = 0; n < ROUNDS + 10; n += 1) {
      const at = clock();
      sent.push(at);
      const card = uuidv7();
      const answer: Result<OpAck> = await sender.timeout(10_000).emitWithAck('op', {
        opId: uuidv7(),
        kind: 'card.create',
        args: { list, id: card, title: `bench-${n}-end`, after: null },
      });
      if (!answer.ok) throw new Error(`the card was refused: ${answer.code}`);
      acked.push(clock() - at);
      await sleep(60);
      // The board stays as long as it is, so that the page's own work does not grow with the rounds.
      await sender
        .timeout(10_000)
        .emitWithAck('op', { opId: uuidv7(), kind: 'card.archive', args: { card, archived: true } });
      await sleep(60);
    }
    const seen = (await page.evaluate(() => Reflect.get(globalThis, 'benchSeen'))) as Record<string, number>;
    const took = sent.map((at, n) => (seen[`bench-${n}-end`] ?? Number.POSITIVE_INFINITY) - at).slice(10);
    const missed = took.filter((ms) => !Number.isFinite(ms)).length;
    return {
      p50Ms: Number(percentile(took, 0.5).toFixed(1)),
      p95Ms: Number(percentile(took, 0.95).toFixed(1)),
      ackP50Ms: Number(percentile(acked.slice(10), 0.5).toFixed(1)),
      missed,
      members: MEMBERS,
      targets: { p50Ms: 30, p95Ms: 50 },
    };
  } finally {
    for (const socket of sockets) socket.disconnect();
    await browser.close();
    await program.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
