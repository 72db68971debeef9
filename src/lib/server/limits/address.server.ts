import type { IncomingMessage } from 'node:http';
import { isIPv4, isIPv6 } from 'node:net';

/**
 * The part of a network address that stands for one household or office: IPv4 whole, IPv6 by its first 64 bits (a single
 * connection owns all addresses behind them). Addresses of IPv4 in an IPv6 coat are taken out of it. What is no address
 * is `unknown`: such callers share one allowance.
 */
export function clientAddress(raw: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(raw.trim());
  const text = (bracketed?.[1] ?? raw.trim()).replace(/%.*$/, '');
  const v4 = text.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  if (isIPv4(v4)) return v4;
  if (!isIPv6(text)) return 'unknown';
  const groups = expand(text);
  const low = [groups[6] ?? 0, groups[7] ?? 0];
  const head = groups.slice(0, 6);
  const mapped = head.slice(0, 5).every((group) => group === 0) && head[5] === 0xffff;
  // 64:ff9b::/96 is how a network without IPv4 reaches us through its translator (RFC 6052).
  const translated = head[0] === 0x64 && head[1] === 0xff9b && head.slice(2).every((group) => group === 0);
  if (mapped || translated) return low.flatMap((group) => [group >> 8, group & 0xff]).join('.');
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The neighbourhood of an address that `clientAddress` gave: what one provider rents out together. IPv4 /24, IPv6 /48. */
export function clientNetwork(address: string): string {
  if (isIPv4(address)) return `${address.replace(/\.\d+$/, '.0')}/24`;
  return address.endsWith('::/64') ? `${address.split(':').slice(0, 3).join(':')}::/48` : address;
}

function expand(text: string): number[] {
  const plain = text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, a: string, b: string, c: string, d: string) =>
    [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map((group) => group.toString(16)).join(':'),
  );
  const [left = '', right] = plain.split('::');
  const read = (side: string): number[] =>
    side === '' ? [] : side.split(':').map((group) => Number.parseInt(group, 16));
  if (right === undefined) return read(left);
  const head = read(left);
  const tail = read(right);
  return [...head, ...Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => 0), ...tail];
}

/** What a proxy in front of us says about callers; the names are those of SvelteKit's Node adapter. */
export interface ProxyTrust {
  ADDRESS_HEADER?: string | undefined;
  XFF_DEPTH?: string | undefined;
}

/**
 * What a raw request says of its address, before `clientAddress`. A header is believed only when the operator named it in
 * ADDRESS_HEADER; of `X-Forwarded-For` the entry counts that the outermost of XFF_DEPTH own proxies wrote, since all
 * entries before it are the caller's word.
 */
export function toldAddress(
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  trust: ProxyTrust = process.env,
): string {
  const header = trust.ADDRESS_HEADER?.trim().toLowerCase();
  if (header === undefined || header === '') return request.socket.remoteAddress ?? '';
  const value = request.headers[header];
  const text = Array.isArray(value) ? value.join(',') : (value ?? '');
  if (header !== 'x-forwarded-for') return text;
  const depth = Math.max(1, Number.parseInt(trust.XFF_DEPTH ?? '1', 10) || 1);
  return text.split(',').at(-depth) ?? '';
}

/** `clientAddress` of a raw request, such as the handshake of a socket. */
export function socketAddress(request: Pick<IncomingMessage, 'headers' | 'socket'>, trust?: ProxyTrust): string {
  return clientAddress(toldAddress(request, trust));
}
