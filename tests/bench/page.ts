import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser } from '@playwright/test';
import { startProgram } from '../support/program';

const SECONDS = 8;
const WIDTH = 32;
/** Kilobits a second and milliseconds of a slow 4G line, as browsers' own tools set it. */
const SLOW_4G = { downloadThroughput: (1_600 * 1024) / 8, uploadThroughput: (750 * 1024) / 8, latency: 150 };
const LOADS = 5;

/** Asks over connections that stay open, reading no more than it must: what is measured is the server. */
const READER = `
const { connect } = require('node:net');
const { workerData: { port, paths, width, seconds }, parentPort } = require('node:worker_threads');
let done = 0, failed = 0, n = 0;
const until = Date.now() + seconds * 1000;
let open = width;
for (let i = 0; i < width; i += 1) {
  const socket = connect(port, '127.0.0.1');
  let left = 0, head = '';
  const ask = () => {
    if (Date.now() >= until) return void socket.end();
    n += 1;
    socket.write('GET ' + paths[n % paths.length].replace('#', n) + ' HTTP/1.1\\r\\nHost: 127.0.0.1:' + port + '\\r\\nAccept: text/html\\r\\nAccept-Encoding: gzip\\r\\n\\r\\n');
  };
  socket.on('connect', ask);
  socket.on('data', (chunk) => {
    if (left === 0) {
      head += chunk.toString('latin1');
      const end = head.indexOf('\\r\\n\\r\\n');
      if (end < 0) return;
      if (!head.startsWith('HTTP/1.1 200')) failed += 1;
      const length = /content-length: (\\d+)/i.exec(head);
      if (!length) throw new Error(head.slice(0, end));
      left = Number(length[1]) - (head.length - end - 4);
      head = '';
    } else left -= chunk.length;
    if (left === 0) { done += 1; ask(); }
  });
  socket.on('close', () => { open -= 1; if (open === 0) parentPort.postMessage({ done, failed }); });
}`;

function read(port: number, paths: string[]): Promise<{ perSecond: number; failed: number }> {
  const worker = new Worker(READER, { eval: true, workerData: { port, paths, width: WIDTH, seconds: SECONDS } });
  return new Promise((done, fail) => {
    worker.once('error', fail);
    worker.once('message', ({ done: n, failed }: { done: number; failed: number }) =>
      done({ perSecond: Math.round(n / SECONDS), failed }),
    );
  });
}

/** The same bytes from a bare HTTP server in a process of its own: as fast as this machine and Node allow. */
async function floor(body: Buffer): Promise<number> {
  const program = `
    const body = Buffer.from(process.env.BODY, 'base64');
    require('node:http').createServer((q, a) => a.writeHead(200, { 'content-type': 'text/html', 'content-length': body.length }).end(body))
      .listen(0, '127.0.0.1', function () { process.stdout.write(String(this.address().port)); });`;
  const child = spawn(process.execPath, ['-e', program], {
    env: { ...process.env, BODY: body.toString('base64') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((done) => child.stdout.once('data', (text: Buffer) => done(Number(text))));
  const { perSecond } = await read(port, ['/']);
  child.kill();
  return perSecond;
}

interface Shown {
  lcpMs: number;
  cls: number;
  scriptKb: number;
}

/** One visit of a phone that was never here, over a slow line; the processor is slowed down four times. */
async function visit(browser: Browser, url: string): Promise<Shown> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    isMobile: true,
    deviceScaleFactor: 2,
    extraHTTPHeaders: { 'x-test-address': '192.0.2.1' },
  });
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await tools.send('Network.enable');
  await tools.send('Network.emulateNetworkConditions', { offline: false, ...SLOW_4G });
  await tools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  let script = 0;
  page.on('response', (answer) => {
    if (answer.request().resourceType() !== 'script') return;
    void answer.body().then(
      (body) => (script += gzipSync(body).length),
      () => undefined,
    );
  });
  await page.addInitScript(() => {
    const seen = { lcp: 0, cls: 0 };
    Reflect.set(globalThis, 'seen', seen);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.lcp = entry.startTime;
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.cls += Number(Reflect.get(entry, 'value'));
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(`${url}/c/argentina`, { waitUntil: 'load' });
  const scriptKb = script / 1024;
  await page.waitForTimeout(2_500);
  const seen = (await page.evaluate(() => Reflect.get(globalThis, 'seen'))) as { lcp: number; cls: number };
  await context.close();
  return { lcpMs: Math.round(seen.lcp), cls: Number(seen.cls.toFixed(4)), scriptKb: Number(scriptKb.toFixed(2)) };
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * The public page: how many a second when it was just rendered and when each has to be, beside a bare server that sends
 * the same bytes; and what a phone on a slow line sees of it.
 */
export default async function page(): Promise<object> {
  const dir = mkdtempSync(path.join(tmpdir(), 'ronda-bench-'));
  const program = await startProgram({
    DATA_DIR: dir,
    RONDA_DEMO: '1',
    DEMO_ACTIVITY: 'off',
    DEMO_PASSWORD: 'bench-only-password',
    LOG_LEVEL: 'fatal',
  });
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));
  const browser = await chromium.launch({
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  try {
    const body = await (await fetch(`${program.url}/c/argentina`)).text();
    const shown: Shown[] = [];
    for (let n = 0; n < LOADS; n += 1) shown.push(await visit(browser, program.url));
    await browser.close();
    await read(program.port, ['/c/argentina']);
    const packed = gzipSync(body, { level: 9 });
    const before = await floor(packed);
    const kept = await read(program.port, ['/c/argentina']);
    // A referral code nobody used before: no page of before can serve.
    const rendered = await read(program.port, ['/c/argentina?src=x#']);
    const after = await floor(packed);
    const floorPerSecond = Math.round((before + after) / 2);
    return {
      htmlKb: Math.round(Buffer.byteLength(body) / 1024),
      gzipKb: Math.round(packed.length / 1024),
      keptPerSecond: kept.perSecond,
      renderedPerSecond: rendered.perSecond,
      failed: kept.failed + rendered.failed,
      floorPerSecond,
      ratio: Number((kept.perSecond / floorPerSecond).toFixed(2)),
      lcpMs: median(shown.map((one) => one.lcpMs)),
      cls: Math.max(...shown.map((one) => one.cls)),
      scriptKbAtLoad: Math.max(...shown.map((one) => one.scriptKb)),
    };
  } finally {
    await browser.close();
    await program.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
