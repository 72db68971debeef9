/**
 * Asking an address that somebody of a team typed. It must not become a way into the network the server stands in, so only
 * public addresses are spoken to, over https, without following anybody elsewhere.
 */
import { lookup } from 'node:dns';
import { request as plain, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request as secure } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import type { Result } from '../contracts/errors';
import { invalid, ok } from '../kernel/result';

const INNER = { ipv4: new BlockList(), ipv6: new BlockList() };
// What IANA keeps apart: this network, private, shared, loopback, link-local, for documents and tests, multicast, reserved.
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  INNER.ipv4.addSubnet(net, bits, 'ipv4');
// Of the sixth version only 2000::/3 is the world, less what carries an address of the fourth inside, or is for documents.
for (const [net, bits] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  INNER.ipv6.addSubnet(net, bits, 'ipv6');

/** True for an address that the whole world reaches. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  return !INNER[family].check(address, family);
}

class InnerAddress extends Error {
  override readonly name = 'InnerAddress';
}

/** Looks at what the name stands for at the very moment of connecting: nobody can answer something else in between. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, []);
    if (found.length === 0 || !found.every(({ address }) => isPublicAddress(address)))
      return callback(new InnerAddress('not a public address'), []);
    const [first] = found;
    if (options.all === true || first === undefined) callback(null, found);
    else callback(null, first.address, first.family);
  });
};

interface Asking {
  /** Also `http:` and addresses of the own network: for a server of the operator's, and for tests. */
  inner: boolean;
  mostBytes?: number;
  timeoutMs?: number;
}

/** Each has words under `rule.<rule>`. */
type OutwardRule =
  | 'outward_address' // no https address, or one with a user, a port of its own or a query
  | 'outward_inner' // stands in a network that is not public
  | 'outward_silent' // nobody answered in time
  | 'outward_status' // answered, but not with what was asked for
  | 'outward_large';
const refused = (rule: OutwardRule) => invalid(rule);

/** True for an address that may be kept as one to ask; whether it is public is seen when it is asked. */
export function isOutwardAddress(text: string, inner: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const bare = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (inner) return bare && ['http:', 'https:'].includes(url.protocol);
  return (
    bare &&
    url.protocol === 'https:' &&
    url.port === '' &&
    (isIP(host) === 0 ? host.includes('.') : isPublicAddress(host))
  );
}

/** The body of one GET. `Result` and not an exception: whatever stands at the other end is not our mistake. */
export async function askOutside(
  address: string,
  { inner, mostBytes = 2_000_000, timeoutMs = 10_000 }: Asking,
): Promise<Result<string>> {
  if (!URL.canParse(address)) return refused('outward_address');
  const url = new URL(address);
  if (!isOutwardAddress(`${url.origin}${url.pathname}`, inner)) return refused('outward_address');
  return new Promise((resolve) => {
    const asking = (url.protocol === 'https:' ? secure : plain)(
      url,
      {
        headers: { accept: 'application/json', 'user-agent': 'Ronda' },
        signal: AbortSignal.timeout(timeoutMs),
        ...(inner ? {} : { lookup: publicLookup }),
      },
      (answer) => {
        if (answer.statusCode !== 200) {
          answer.destroy();
          return resolve(refused('outward_status'));
        }
        const parts: Buffer[] = [];
        let read = 0;
        answer.on('data', (part: Buffer) => {
          parts.push(part);
          read += part.length;
          if (read <= mostBytes) return;
          resolve(refused('outward_large'));
          answer.destroy();
        });
        answer.on('end', () => resolve(ok(Buffer.concat(parts).toString('utf8'))));
        answer.on('error', () => resolve(refused('outward_silent')));
      },
    );
    asking.on('error', (error) => resolve(refused(error instanceof InnerAddress ? 'outward_inner' : 'outward_silent')));
    asking.end();
  });
}

interface Exchange {
  method: 'GET' | 'PUT' | 'DELETE';
  headers: Readonly<Record<string, string>>;
  body?: Readable;
  /** Milliseconds of silence after which the other end counts as gone. */
  silentMs?: number;
}

/**
 * One exchange with a store that the operator configured: the body goes and comes as it is read, whatever its size. The same
 * networks are spoken to as by `askOutside`. Throws when nobody answers; what was answered is the caller's to judge.
 */
export function exchangeOutside(
  address: URL,
  inner: boolean,
  { method, headers, body, silentMs = 30_000 }: Exchange,
): Promise<IncomingMessage> {
  if (!isOutwardAddress(`${address.origin}${address.pathname}`, inner)) throw new InnerAddress('not a public address');
  return new Promise((resolve, reject) => {
    const speak = address.protocol === 'https:' ? secure : plain;
    const asking = speak(address, { method, headers, ...(inner ? {} : { lookup: publicLookup }) }, resolve);
    asking.setTimeout(silentMs, () => asking.destroy(new Error('The store is silent')));
    asking.on('error', reject);
    if (!body) return void asking.end();
    body.on('error', (error) => asking.destroy(error));
    body.pipe(asking);
  });
}

/**
 * One POST to an address that a browser gave us, under the same guard. What comes back is the status alone: the body of a push service
 * is nobody's business here.
 */
export async function postOutside(
  address: string,
  {
    headers,
    body,
    inner,
    timeoutMs = 10_000,
  }: { headers: OutgoingHttpHeaders; body: Uint8Array; inner: boolean; timeoutMs?: number },
): Promise<Result<number>> {
  if (!URL.canParse(address)) return refused('outward_address');
  const url = new URL(address);
  if (!isOutwardAddress(`${url.origin}${url.pathname}`, inner)) return refused('outward_address');
  return new Promise((resolve) => {
    const posting = (url.protocol === 'https:' ? secure : plain)(
      url,
      {
        method: 'POST',
        headers,
        signal: AbortSignal.timeout(timeoutMs),
        ...(inner ? {} : { lookup: publicLookup }),
      },
      (answer) => {
        resolve(ok(answer.statusCode ?? 0));
        answer.destroy();
      },
    );
    posting.on('error', (error) =>
      resolve(refused(error instanceof InnerAddress ? 'outward_inner' : 'outward_silent')),
    );
    posting.end(body);
  });
}
