/**
 * Public pages shown again for a second. What differs between two readers of one page is put in anew: the id their form
 * carries and the nonce of the policy. Rendering costs a hundred times as much, and a petition that is in the news is read
 * by thousands who see the same.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestEvent } from '@sveltejs/kit';
import { uuidv7 } from '../../kernel/ids';
import { fillRandom } from '../../kernel/random';
import { askedPage, headerOf, ownOrigin } from './asked.server';
import { cutIn, type Pieces } from './pieces.server';

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
  pieces: Pieces;
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
/** Bytes of a nonce, as Kit makes it: another is put in its place, and must be as long. */
const NONCE = 16;
/** Words of the address that a kept page may differ by; any other is rendered for itself. */
const CARRIED = new Set(['src', 'utm_source', 'r']);
const RENEW_MS = 5_000;

export interface KeptPagesOptions {
  freshMs?: number;
  /** Pages in memory, some 100 KB each; the oldest goes first. */
  most?: number;
  now?: () => number;
}

function newNonce(): string {
  const bytes = Buffer.allocUnsafe(NONCE);
  fillRandom(bytes);
  return bytes.toString('base64');
}

/** All that two readers of one address may differ by. */
function keyOf(url: string, origin: string, cookies: string, languages: string): string {
  const theme = /(?:^|;\s*)ronda_theme=(light|dark)(?:;|$)/.exec(cookies)?.[1] ?? 'auto';
  // Countries that the browser names stand first in the form's list.
  const countries = [...languages.slice(0, 200).matchAll(/\b[a-z]{2,3}-([A-Z]{2})\b/g)].map(([, code]) => code);
  return `${origin} ${url} ${theme} ${countries.join(',')}`;
}

/** Whether the reader takes gzip (RFC 9110, 12.5.3). */
function takesGzip(header: string): boolean {
  return /(?:^|,)\s*gzip\s*(?:,|$|;(?!\s*q=0(?:\.0*)?\s*(?:,|$)))/i.test(header);
}

export function createKeptPages({ freshMs = 1_000, most = 64, now = Date.now }: KeptPagesOptions = {}): KeptPages {
  const pages = new Map<string, Page>();

  const answer = (page: Page, request: IncomingMessage, response: ServerResponse): void => {
    const nonce = newNonce();
    const fills = { op: uuidv7(), nonce };
    const small = takesGzip(headerOf(request, 'accept-encoding'));
    const body = small ? page.pieces.gzip(fills) : page.pieces.plain(fills);
    const policy = page.nonce === null ? page.policy : page.policy.replaceAll(page.nonce, nonce);
    response
      .writeHead(200, {
        ...page.headers,
        [POLICY]: policy,
        vary: 'Accept-Encoding',
        ...(small ? { 'content-encoding': 'gzip' } : {}),
        'content-length': body.length,
      })
      .end(body);
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
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? null;
      if (nonce !== null && Buffer.from(nonce, 'base64').length !== NONCE) return response;
      const html = await response.text();
      const headers = Object.fromEntries(
        [...response.headers].filter(([name]) => ![POLICY, 'etag', 'content-length'].includes(name)),
      );
      const header = (name: string): string => event.request.headers.get(name) ?? '';
      const key = keyOf(pathname + search, origin, header('cookie'), header('accept-language'));
      pages.delete(key);
      pages.set(key, {
        headers,
        policy,
        nonce,
        pieces: cutIn(html, nonce === null ? { op: again.op } : { op: again.op, nonce }),
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
