import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

let home: string;
const children: ChildProcess[] = [];
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'ronda-entry-'));
  mkdirSync(join(home, 'src/entry'), { recursive: true });
  mkdirSync(join(home, 'build'));
  cpSync(here('../../package.json'), join(home, 'package.json'));
  cpSync(here('../../src/entry/node.js'), join(home, 'src/entry/node.js'));
  cpSync(here('fixtures/handler.js'), join(home, 'build/handler.js'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(home, { recursive: true }));

interface Program {
  child: ChildProcess;
  output(): string;
  errors(): string;
  /** What it printed when it was ready, or null when it ended before. */
  ready: Promise<string | null>;
  ended: Promise<number | null>;
}

function start(env: Record<string, string> = {}): Program {
  const child = spawn(process.execPath, ['src/entry/node.js'], {
    cwd: home,
    env: { PATH: process.env['PATH'], PORT: '0', HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let [output, errors] = ['', ''];
  const ended = new Promise<number | null>((done) => child.on('close', (code) => done(code)));
  const ready = new Promise<string | null>((done) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const url = /^ronda listening on (.+)\n$/.exec(output)?.[1];
      if (url !== undefined) done(url);
    });
    void ended.then(() => done(null));
  });
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return { child, ready, ended, output: () => output, errors: () => errors };
}

async function stopAfter(program: Program): Promise<{ code: number | null; ms: number }> {
  const started = performance.now();
  program.child.kill('SIGTERM');
  const code = await program.ended;
  return { code, ms: performance.now() - started };
}

describe('the program', () => {
  it('says one line when it is ready, and stops with 0', async () => {
    const program = start();
    const url = await program.ready;
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${url ?? ''}/`)).status).toBe(200);
    const { code } = await stopAfter(program);
    expect(code).toBe(0);
    expect(program.output()).toBe(`ronda listening on ${url ?? ''}\nclosed\n`);
    expect(program.errors()).toBe('');
  });

  it('stops within three seconds with sockets and requests open', async () => {
    const program = start();
    const url = new URL((await program.ready) ?? '');
    const socket = connect(Number(url.port), url.hostname);
    socket.on('error', () => undefined);
    socket.write('GET /live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await new Promise((done) => socket.once('data', done));
    const hanging = fetch(`${url.href}hangs`).catch(() => 'cut');
    await new Promise((done) => setTimeout(done, 100));
    const { code, ms } = await stopAfter(program);
    expect({ code, output: program.output().endsWith('closed\n') }).toEqual({ code: 0, output: true });
    expect(ms).toBeLessThan(3_000);
    expect(await hanging).toBe('cut');
  });

  it('finishes requests that run', async () => {
    const program = start();
    const slow = fetch(`${(await program.ready) ?? ''}/slow`);
    await new Promise((done) => setTimeout(done, 100));
    await stopAfter(program);
    expect((await slow).status).toBe(200);
  });

  it('stops within three seconds although the application hangs', async () => {
    const program = start({ FAKE: 'never closes' });
    await program.ready;
    const { code, ms } = await stopAfter(program);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(3_000);
  });

  it('stops at once at the second signal', async () => {
    const program = start({ FAKE: 'never closes' });
    await program.ready;
    program.child.kill('SIGINT');
    await new Promise((done) => setTimeout(done, 100));
    expect((await stopAfter(program)).code).toBe(1);
  });

  it('asks everybody to wait while it starts, and can be stopped then', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => probe.once('listening', done));
    const { port } = probe.address() as AddressInfo;
    await new Promise((done) => probe.close(done));
    const program = start({ PORT: String(port), FAKE: 'slow start' });
    const ask = () => fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    let answer = await ask();
    for (; answer === null; answer = await ask()) await new Promise((done) => setTimeout(done, 50));
    expect([answer.status, answer.headers.get('retry-after'), program.output()]).toEqual([503, '1', '']);
    expect((await stopAfter(program)).code).toBe(0);
    expect(program.output()).toBe('');
  });
});

describe('a start that fails', () => {
  it('says what the operator can do, and nothing else', async () => {
    const program = start({ FAKE: 'refuses' });
    expect([await program.ended, program.output(), program.errors()]).toEqual([
      1,
      '',
      'DATA_DIR is full, make room.\n',
    ]);
  });

  it('shows where, when the mistake is ours', async () => {
    const program = start({ FAKE: 'breaks' });
    expect(await program.ended).toBe(1);
    expect(program.errors()).toMatch(/a mistake of ours\n +at /);
  });

  it('names a port that is taken, before it opens anything', async () => {
    const other: Server = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const { port } = other.address() as AddressInfo;
    const program = start({ PORT: String(port) });
    expect(await program.ended).toBe(1);
    expect(program.errors()).toContain(`PORT ${port} is taken by another program`);
    expect(program.output()).toBe('');
    other.close();
  });

  it('names a host that is not here', async () => {
    const program = start({ HOST: '192.0.2.1' });
    expect(await program.ended).toBe(1);
    expect(program.errors()).toContain('HOST 192.0.2.1 is not an address of this machine');
    expect(program.output()).toBe('');
  });
});

describe('the scheme of a request', () => {
  const proto = async (env: Record<string, string>, header?: string): Promise<unknown> => {
    const program = start(env);
    const headers: Record<string, string> = header === undefined ? {} : { 'x-forwarded-proto': header };
    const answer: unknown = await (await fetch(`${(await program.ready) ?? ''}/`, { headers })).json();
    await stopAfter(program);
    return answer;
  };

  it.each([
    [undefined, 'http'],
    ['https', 'https'],
    ['HTTPS, http', 'https'],
    ['javascript', 'http'],
  ])('is taken from a proxy that says %s', async (header, expected) => {
    expect(await proto({}, header)).toEqual({ proto: expected, origin: null, limit: '16M' });
  });

  it('is that of ORIGIN, when it is set', async () => {
    expect(await proto({ ORIGIN: 'https://ronda.test' }, 'http')).toMatchObject({ origin: 'https://ronda.test' });
    expect(await proto({ ORIGIN: '' })).toMatchObject({ proto: 'http', origin: null });
  });

  it.each(['foo', 'ronda.example', 'ftp://ronda.example'])('keeps ORIGIN=%s from the adapter', async (wrong) => {
    expect(await proto({ ORIGIN: wrong })).toMatchObject({ origin: null, refused: wrong });
  });
});
