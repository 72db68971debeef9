import { randomBytes } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clientAddress, clientNetwork, socketAddress } from './address.server';
import { createDailyKeys } from './daily.server';
import { createLimits, type LimitName } from './limits.server';

const START = Date.UTC(2025, 3, 23, 12);
beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

async function count(
  limits: ReturnType<typeof createLimits>,
  name: LimitName,
  key: string,
  tries: number,
): Promise<number> {
  let granted = 0;
  for (let i = 0; i < tries; i += 1) if ((await limits.take(name, key)).ok) granted += 1;
  return granted;
}

describe('limits', () => {
  it('stops a flood from one address, and nobody else', async () => {
    const limits = createLimits(randomBytes(32));
    expect(await count(limits, 'sign.address', '203.0.113.7', 620)).toBe(600);
    expect(await limits.take('sign.address', '203.0.113.7')).toEqual({ ok: false, code: 'too_many', retryAfterS: 60 });
    expect((await limits.take('sign.address', '203.0.113.8')).ok).toBe(true);
    let granted = 600;
    for (let minute = 1; minute < 59; minute += 1) {
      await vi.advanceTimersByTimeAsync(60_000);
      granted += await count(limits, 'sign.address', '203.0.113.7', 200);
    }
    expect(granted).toBe(6000);
    expect(await limits.take('sign.address', '203.0.113.7')).toMatchObject({ code: 'too_many' });
    await vi.advanceTimersByTimeAsync(120_000);
    expect((await limits.take('sign.address', '203.0.113.7')).ok).toBe(true);
  });

  it('lets a member send sixty at once and twenty a second after that', async () => {
    const limits = createLimits(randomBytes(32));
    expect(await count(limits, 'op.user', 'u', 100)).toBe(60);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await count(limits, 'op.user', 'u', 100)).toBe(20);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await count(limits, 'op.user', 'u', 100)).toBe(60);
  });

  it('forgives', async () => {
    const limits = createLimits(randomBytes(32));
    expect(await count(limits, 'signin.account', 'ana@example.org', 20)).toBe(10);
    await limits.forgive('signin.account', 'ana@example.org');
    expect((await limits.take('signin.account', 'ana@example.org')).ok).toBe(true);
  });

  it('keeps no address and changes its keys every day', () => {
    const secret = randomBytes(32);
    let at = START;
    const daily = createDailyKeys(secret, () => at);
    const key = daily('sign.address', '203.0.113.7');
    expect(key).toMatch(/^[\w-]{22}$/);
    expect(daily('code.address', '203.0.113.7')).not.toBe(key);
    expect(createDailyKeys(randomBytes(32), () => at)('sign.address', '203.0.113.7')).not.toBe(key);
    at = START + 3_600_000;
    expect(daily('sign.address', '203.0.113.7')).toBe(key);
    at = START + 86_400_000;
    expect(daily('sign.address', '203.0.113.7')).not.toBe(key);
  });
});

describe('clientAddress', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:5123', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:443', '203.0.113.7'],
    ['64:ff9b::203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::77', '2001:db8:1:2::/64'],
    ['[2001:db8::1]:443', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', 'unknown'],
    ['unix:', 'unknown'],
    ['203.0.113.700', 'unknown'],
    ['203.0.113.7, 10.0.0.1', 'unknown'],
  ])('%s is %s', (raw, expected) => {
    expect(clientAddress(raw)).toBe(expected);
  });
});

describe('clientNetwork', () => {
  it.each([
    ['203.0.113.7', '203.0.113.0/24'],
    ['2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['unknown', 'unknown'],
  ])('of %s is %s', (address, network) => {
    expect(clientNetwork(address)).toBe(network);
  });
});

describe('socketAddress', () => {
  const request = (headers: Record<string, string>): IncomingMessage => {
    const socket = new Socket();
    Object.defineProperty(socket, 'remoteAddress', { value: '::ffff:127.0.0.1' });
    return Object.assign(new IncomingMessage(socket), { headers });
  };

  it('believes a header only when the operator named it, and of a chain only what own proxies wrote', () => {
    const forged = request({ 'x-forwarded-for': '198.51.100.1, 203.0.113.7', 'x-real-ip': '203.0.113.9' });
    expect(socketAddress(forged, {})).toBe('127.0.0.1');
    expect(socketAddress(forged, { ADDRESS_HEADER: 'X-Forwarded-For' })).toBe('203.0.113.7');
    expect(socketAddress(forged, { ADDRESS_HEADER: 'X-Forwarded-For', XFF_DEPTH: '2' })).toBe('198.51.100.1');
    expect(socketAddress(forged, { ADDRESS_HEADER: 'X-Forwarded-For', XFF_DEPTH: '3' })).toBe('unknown');
    expect(socketAddress(forged, { ADDRESS_HEADER: 'X-Real-IP' })).toBe('203.0.113.9');
    expect(socketAddress(request({}), { ADDRESS_HEADER: 'X-Real-IP' })).toBe('unknown');
  });
});
