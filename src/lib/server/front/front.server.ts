/**
 * What comes in thousands is answered before the page machinery is asked: the public page that was just rendered, and a
 * signature that is taken. Whatever else there is to say (a field that is wrong, a limit, a petition that closed meanwhile) the page
 * says itself: the request goes on to it untouched.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ALWAYS } from '../hooks/headers.server';
import { askedPage, headerOf, ownOrigin, type Asked } from './asked.server';
import type { KeptPages } from './kept-pages.server';
import { peekBody } from './posted.server';

/** A form posted to the page of a campaign. */
export interface Posted extends Pick<Asked, 'locale' | 'slug'> {
  fields: URLSearchParams;
  request: IncomingMessage;
}
/** Answers where the reader goes next, or null: then the page is asked as if nothing had been tried. */
export type TakePost = (posted: Posted) => Promise<string | null>;

export type Front = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const FORM = 'application/x-www-form-urlencoded';
/** Bytes. A signature with the longest comment stays far below. */
const MOST = 32_768;

export interface FrontParts {
  pages: Pick<KeptPages, 'show'>;
  /** By the name of the form action: `?/sign`. */
  posts: Readonly<Record<string, TakePost>>;
  /** Told of what should not happen; the request goes on to the page. */
  failed: (error: unknown) => void;
}

function actionOf(query: URLSearchParams): string {
  const [name = ''] = query.keys();
  return name.startsWith('/') ? name.slice(1) : '';
}

export function createFront({ pages, posts, failed }: FrontParts): Front {
  const takePost = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const asked = askedPage(request.url ?? '');
    const name = asked === null ? '' : actionOf(asked.query);
    const take = Object.hasOwn(posts, name) ? posts[name] : undefined;
    const own = ownOrigin(request);
    if (asked === null || take === undefined || own === null || headerOf(request, 'origin') !== own) return false;
    // A script asks for JSON by this header; browsers without one post the plain type.
    if (headerOf(request, 'content-type') !== FORM || headerOf(request, 'x-sveltekit-action') !== '') return false;
    const body = await peekBody(request, MOST);
    if (body === null) return false;
    const { locale, slug } = asked;
    const to = await take({ locale, slug, fields: new URLSearchParams(body.toString('utf8')), request });
    if (to === null) return false;
    request.resume();
    const secure = own.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {};
    response.writeHead(303, { ...ALWAYS, ...secure, location: to, 'content-length': 0 }).end();
    return true;
  };

  /** A mistake in here must cost a rendering and not the process: nobody stands behind a listener of Node. */
  const shown = (request: IncomingMessage, response: ServerResponse): boolean => {
    try {
      return pages.show(request, response);
    } catch (error) {
      failed(error);
      return response.headersSent;
    }
  };

  return (request, response, next) => {
    if (request.method === 'GET') {
      if (!shown(request, response)) next();
      return;
    }
    if (request.method !== 'POST') return next();
    void takePost(request, response).then(
      // A turn later: the stream must have noticed that nobody reads it any more.
      (taken) => void (taken || setImmediate(next)),
      (error: unknown) => {
        failed(error);
        if (!response.headersSent) setImmediate(next);
      },
    );
  };
}
