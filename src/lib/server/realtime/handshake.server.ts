import type { IncomingMessage } from 'node:http';
import { LIVE_PATH } from '$lib/contracts/socket-events';

/** True for requests that belong to the socket and not to a page or to Vite's own socket. */
export function isLivePath(url: string | undefined): boolean {
  const path = (url ?? '').split('?', 1)[0];
  return path === LIVE_PATH || path === `${LIVE_PATH}/`;
}

/**
 * Websockets know no same-origin policy: any page may open one here and the browser adds our cookies. What protects
 * people is that a browser cannot leave out or forge `Origin`. So an Origin that is there must be ours. None at all
 * comes from a program and never from a page: it is let through, unless `Sec-Fetch-*` shows a browser after all.
 *
 * @param own the address people use, or null to compare with the request's Host
 */
export function originAllowed(headers: IncomingMessage['headers'], own: string | null): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return headers['sec-fetch-site'] === undefined && headers['sec-fetch-mode'] === undefined;
  const sent = URL.canParse(origin) ? new URL(origin) : null;
  if (!sent || (sent.protocol !== 'http:' && sent.protocol !== 'https:')) return false;
  if (own !== null) return URL.canParse(own) && sent.origin === new URL(own).origin;
  return sent.host === host?.toLowerCase();
}
