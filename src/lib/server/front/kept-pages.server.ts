/**
 * Public pages shown again for a second. What differs between two readers of one page is put in anew: the id their form
 * carries and the nonce of the policy. Rendering costs a hundred times as much, and a petition that is in the news is read
 * by thousands who see the same.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestEvent } from '@sveltejs/kit';
import { uuidv7 } from '../../kernel/ids';
import { askedPage, headerOf, ownOrigin } from './asked.server';

/** What of a request says whether a person arrives. */
export interface Visit {
  method: string;
  headers: { get(name: string): string | null };
}
/** Left in `locals` by the load of a page that may be shown again. */
export interface Again {
  /** The id its form carries. */
  op: string;
  /** Somebody else is shown the page. */
  shown: (visit: Visit) => void;
}

interface Page {
  headers: Record<string, string>;
  policy: string;
  /** Text between which ids and nonces stand, in the order of `fills`. */
  parts: Buffer[];
  fills: ('op' | 'nonce')[];
  nonce: string | null;
  shown: Again['shown'];
  at: number;
  /** When somebody was sent to render it anew. */
  renewing: number | null;
}

export interface KeptPages {
  /** Answers at once when the page is known; otherwise false, and nothing was done. */
  show(request: IncomingMessage, response: ServerResponse): boolean;
  /** Keeps what was rendered, if it may be shown again. */
  keep(event: RequestEvent, response: Response): Promise<Response>;
  /** Something that the public sees was changed here. */
  forget(): void;
}

const POLICY = 'content-security-policy';
/** Words of the address that a kept page may differ by; any other is rendered for itself. */
const CARRIED = new Set(['src', 'utm_source', 'r']);
const RENEW_MS = 5_000;

export interface KeptPagesOptions {
  freshMs?: number;
  /** Pages in memory, some 60 KB each; the oldest goes first. */
  most?: number;
  now?: () => number;
}

/** All that two readers of one address may differ by. */
function keyOf(url: string, origin: string, cookies: string, languages: string): string {
  const theme = /(?:^|;\s*)ronda_theme=(light|dark)(?:;|$)/.exec(cookies)?.[1] ?? 'auto';
  // Countries that the browser names stand first in the form's list.
  const countries = [...languages.slice(0, 200).matchAll(/\b[a-z]{2,3}-([A-Z]{2})\b/g)].map(([, code]) => code);
  return `${origin} ${url} ${theme} ${countries.join(',')}`;
}

/** Cuts a page where its id and its nonce stand. */
function cut(html: string, op: string, nonce: string | null): Pick<Page, 'parts' | 'fills'> {
  const parts: Buffer[] = [];
  const fills: Page['fills'] = [];
  const marks = new RegExp([op, ...(nonce === null ? [] : [nonce.replace(/[+/=]/g, '\\$&')])].join('|'), 'g');
  let from = 0;
  for (const found of html.matchAll(marks)) {
    parts.push(Buffer.from(html.slice(from, found.index)));
    fills.push(found[0] === op ? 'op' : 'nonce');
    from = found.index + found[0].length;
  }
  parts.push(Buffer.from(html.slice(from)));
  return { parts, fills };
}

export function createKeptPages({ freshMs = 1_000, most = 64, now = Date.now }: KeptPagesOptions = {}): KeptPages {
  const pages = new Map<string, Page>();

  const answer = (page: Page, request: IncomingMessage, response: ServerResponse): void => {
    const op = Buffer.from(uuidv7());
    const nonce = randomBytes(16).toString('base64');
    const nonceBytes = Buffer.from(nonce);
    const pieces: Buffer[] = [];
    page.parts.forEach((part, at) => {
      pieces.push(part);
      const fill = page.fills[at];
      if (fill !== undefined) pieces.push(fill === 'op' ? op : nonceBytes);
    });
    const body = Buffer.concat(pieces);
    const policy = page.nonce === null ? page.policy : page.policy.replaceAll(page.nonce, nonce);
    response.writeHead(200, { ...page.headers, [POLICY]: policy, 'content-length': body.length }).end(body);
    page.shown({ method: 'GET', headers: { get: (name) => headerOf(request, name) || null } });
  };

  return {
    show(request, response) {
      if (request.method !== 'GET') return false;
      const asked = askedPage(request.url ?? '');
      if (asked === null || [...asked.query.keys()].some((name) => !CARRIED.has(name))) return false;
      const origin = ownOrigin(request);
      if (origin === null) return false;
      const cookies = headerOf(request, 'cookie');
      const page = pages.get(keyOf(request.url ?? '', origin, cookies, headerOf(request, 'accept-language')));
      if (page === undefined) return false;
      if (now() - page.at > freshMs && (page.renewing === null || now() - page.renewing > RENEW_MS)) {
        // One reader waits for the new page, the others see the one before meanwhile.
        page.renewing = now();
        return false;
      }
      answer(page, request, response);
      return true;
    },

    async keep(event, response) {
      const { again } = event.locals;
      const type = response.headers.get('content-type') ?? '';
      const policy = response.headers.get(POLICY) ?? '';
      const { pathname, search, origin } = event.url;
      if (again === undefined || response.status !== 200 || event.request.method !== 'GET') return response;
      if (!type.startsWith('text/html') || response.headers.has('set-cookie')) return response;
      const html = await response.text();
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? null;
      const headers = Object.fromEntries(
        [...response.headers].filter(([name]) => ![POLICY, 'etag', 'content-length'].includes(name)),
      );
      const { get } = event.request.headers;
      const header = (name: string): string => get.call(event.request.headers, name) ?? '';
      const key = keyOf(pathname + search, origin, header('cookie'), header('accept-language'));
      pages.delete(key);
      pages.set(key, {
        headers,
        policy,
        nonce,
        ...cut(html, again.op, nonce),
        shown: again.shown,
        at: now(),
        renewing: null,
      });
      for (const oldest of pages.keys()) {
        if (pages.size <= most) break;
        pages.delete(oldest);
      }
      return new Response(html, { status: 200, headers: response.headers });
    },

    forget: () => pages.clear(),
  };
}
