import { createServer, request as ask, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestEvent } from '@sveltejs/kit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFront, createKeptPages, type KeptPages, type Posted } from './index.server';

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

const OP = '01890000-0000-7000-8000-000000000001';
const HTML = `<!doctype html><script nonce="AAECAwQFBgcICQoLDA0+/w=="></script><input name="op" value="${OP}"><p>señal</p>`;
const POLICY = "default-src 'self'; script-src 'nonce-AAECAwQFBgcICQoLDA0+/w=='";

let server: Server;
let base: string;
let clock: number;
let pages: KeptPages;
let behind: { url: string; body: string }[];
let taken: Posted[];
let goTo: string | null;
let failures: unknown[];
const shown = vi.fn();

const headersOf = (request: IncomingMessage): Headers => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  return headers;
};

/** What Kit would do: reads the whole body, renders, and lets the page be kept. */
async function behindTheFront(request: IncomingMessage): Promise<Response> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  behind.push({ url: request.url ?? '', body });
  const response = new Response(HTML, { headers: { 'content-type': 'text/html', 'content-security-policy': POLICY } });
  const event = {
    url: new URL(request.url ?? '', base),
    request: new Request(base + request.url, { headers: headersOf(request) }),
    locals: { again: { op: OP, shown } },
  };
  return request.method === 'GET' ? pages.keep(event as unknown as RequestEvent, response) : response;
}

function send(path: string, headers: Record<string, string> = {}, chunks: string[] | null = null): Promise<Answer> {
  return new Promise((done, fail) => {
    const posted = ask(base + path, { method: chunks ? 'POST' : 'GET', headers }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      answer.on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    posted.on('error', fail);
    const rest = [...(chunks ?? [])];
    const next = (): void => {
      const chunk = rest.shift();
      if (chunk === undefined) posted.end();
      else posted.write(chunk, () => setTimeout(next, 5));
    };
    next();
  });
}

const form = (fields: string, more: Record<string, string> = {}) => ({
  'content-type': 'application/x-www-form-urlencoded',
  'content-length': String(Buffer.byteLength(fields)),
  origin: base,
  ...more,
});

beforeEach(async () => {
  vi.stubEnv('PROTOCOL_HEADER', 'x-forwarded-proto');
  clock = 1_000;
  behind = [];
  taken = [];
  goTo = '/c/argentina/thanks';
  shown.mockReset();
  pages = createKeptPages({ now: () => clock });
  failures = [];
  const front = createFront({
    pages,
    failed: (error) => failures.push(error),
    posts: {
      sign(posted) {
        taken.push(posted);
        return Promise.resolve(goTo);
      },
    },
  });
  server = createServer((request, response) => {
    request.headers['x-forwarded-proto'] = 'http';
    front(request, response, () => {
      void behindTheFront(request).then(async (answer) => {
        response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
      });
    });
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await new Promise((done) => void server.close(done));
});

describe('the public page', () => {
  it('is shown again with an id and a nonce of its own', async () => {
    await send('/c/argentina');
    const [first, second] = [await send('/c/argentina'), await send('/c/argentina')];
    expect(behind).toHaveLength(1);
    for (const { status, body, headers } of [first, second]) {
      expect(status).toBe(200);
      expect(body).not.toContain(OP);
      expect(body).not.toContain('AAECAwQF');
      expect(body).toContain('<p>señal</p>');
      const nonce = /nonce="([^"]+)"/.exec(body)?.[1] ?? '-';
      expect(headers['content-security-policy']).toBe(`default-src 'self'; script-src 'nonce-${nonce}'`);
    }
    expect(first.body).not.toBe(second.body);
    expect(shown).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['another language', '/en/c/argentina', {}],
    ['another source', '/c/argentina?src=x', {}],
    ['another theme', '/c/argentina', { cookie: 'ronda_theme=dark' }],
    ['another country first', '/c/argentina', { 'accept-language': 'es-UY' }],
    ['another address of ours', '/c/argentina', { host: 'other.example' }],
  ])('is rendered for %s', async (_what, path, headers) => {
    await send('/c/argentina');
    await send(path, headers);
    expect(behind).toHaveLength(2);
  });

  it('is never kept for words of an address that we did not give out', async () => {
    await send('/c/argentina?x=1');
    await send('/c/argentina?x=1');
    expect(behind).toHaveLength(2);
  });

  it('is rendered anew after a second, by one reader at a time', async () => {
    await send('/c/argentina');
    clock += 1_001;
    await Promise.all([send('/c/argentina'), send('/c/argentina'), send('/c/argentina')]);
    expect(behind).toHaveLength(2);
  });

  it('is rendered when showing it again fails, and somebody hears of it', async () => {
    vi.spyOn(pages, 'show').mockImplementation(() => {
      throw new Error('a mistake of ours');
    });
    expect((await send('/c/argentina')).status).toBe(200);
    expect(behind).toHaveLength(1);
    expect(failures).toHaveLength(1);
  });

  it('is rendered anew at once after a change of ours', async () => {
    await send('/c/argentina');
    pages.forget();
    await send('/c/argentina');
    expect(behind).toHaveLength(2);
  });
});

describe('a form', () => {
  it('is taken, and its sender goes on', async () => {
    const body = 'name=Ana+Mu%C3%B1oz&email=ana%40example.org';
    const { status, headers } = await send('/en/c/argentina?/sign', form(body), [body]);
    expect([status, headers.location]).toEqual([303, '/c/argentina/thanks']);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(taken[0]).toMatchObject({ locale: 'en', slug: 'argentina' });
    expect(taken[0]?.fields.get('name')).toBe('Ana Muñoz');
    expect(behind).toHaveLength(0);
  });

  it('that the page has something to say about goes on to it whole, however it arrived', async () => {
    goTo = null;
    const chunks = ['a='.padEnd(9_000, 'x'), '&b='.padEnd(9_000, 'y'), '&c=z'];
    const body = chunks.join('');
    for (const parts of [chunks, [body]]) await send('/c/argentina?/sign', form(body), parts);
    expect(taken).toHaveLength(2);
    expect(behind.map((one) => one.body)).toEqual([body, body]);
  });

  it.each([
    ['of another site', '/c/argentina?/sign', { origin: 'https://elsewhere.example' }],
    ['of another kind', '/c/argentina?/sign', { 'content-type': 'text/plain' }],
    ['sent by a script that wants JSON', '/c/argentina?/sign', { 'x-sveltekit-action': 'true' }],
    ['for another action', '/c/argentina?/other', {}],
    ['to another page', '/c/argentina/letters?/sign', {}],
    ['to no action of ours', '/c/argentina?/toString', {}],
  ])('%s is left to the page', async (_what, path, headers) => {
    await send(path, form('a=1', headers), ['a=1']);
    expect(taken).toHaveLength(0);
    expect(behind.map((one) => one.body)).toEqual(['a=1']);
  });

  it('that is too long is left to the page', async () => {
    const body = 'a='.padEnd(40_000, 'x');
    await send('/c/argentina?/sign', form(body), [body]);
    expect(taken).toHaveLength(0);
    expect(behind[0]?.body).toHaveLength(40_000);
  });
});
