import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askOutside, isOutwardAddress, isPublicAddress } from './outward.server';

let server: Server;
let home = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/silent') return;
    if (request.url === '/large') return void response.end('x'.repeat(5000));
    if (request.url === '/elsewhere') return void response.writeHead(302, { location: '/ok' }).end();
    response.end('fine');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

describe('an address of the world', () => {
  it.each(['1.1.1.1', '2606:4700::1111', '100.128.0.1'])('%s', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
  it.each([
    '10.1.2.3',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'localhost',
    '',
  ])('not %s', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('an address to keep', () => {
  it.each(['https://api.frankfurter.dev/v1', 'https://rates.example.org'])('%s', (text) =>
    expect(isOutwardAddress(text, false)).toBe(true),
  );
  it.each([
    'http://api.frankfurter.dev/v1',
    'https://user:secret@example.org',
    'https://example.org:8443',
    'https://example.org/?key=1',
    'https://127.0.0.1/v1',
    'https://2130706433/v1',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://localhost/',
    'ftp://example.org',
    'file:///etc/passwd',
    'example.org',
    '',
  ])('not %s', (text) => expect(isOutwardAddress(text, false)).toBe(false));
});

describe('asking', () => {
  it('answers the body, where the operator allows the own network', async () => {
    expect(await askOutside(`${home}/ok`, { inner: true })).toEqual({ ok: true, value: 'fine' });
  });
  it('is refused within the own network otherwise, also behind a public-looking name', async () => {
    expect(await askOutside(`${home}/ok`, { inner: false })).toMatchObject({ rule: 'outward_address' });
    expect(await askOutside('https://localhost.localdomain/', { inner: false })).toMatchObject({ ok: false });
  });
  it.each([
    ['/silent', { timeoutMs: 80 }, 'outward_silent'],
    ['/large', { mostBytes: 1000 }, 'outward_large'],
    ['/elsewhere', {}, 'outward_status'],
  ])('%s', async (path, more, rule) => {
    expect(await askOutside(home + path, { inner: true, ...more })).toMatchObject({ ok: false, rule });
  });
});
