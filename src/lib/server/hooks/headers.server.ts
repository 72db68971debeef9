import type { RequestEvent } from '@sveltejs/kit';

/** Said on every answer. The content security policy is Kit's (`svelte.config.js`), because it knows the nonces. */
export const ALWAYS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  // A page of the desk never tells another site where its reader came from; links in mails carry tokens.
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/** Pages that partners show inside theirs; nothing else of ours can be framed. No cookie is read or set there. */
const FRAMED = '/(public)/[[lang=lang]]/embed/';

/** Lets any site frame this answer: Kit writes one policy for all pages, and this is the one place where it is too strict. */
function allowFraming({ headers }: Response): void {
  headers.delete('x-frame-options');
  const policy = headers.get('content-security-policy');
  if (policy !== null) {
    headers.set('content-security-policy', policy.replace("frame-ancestors 'none'", 'frame-ancestors *'));
  }
}

export function addHeaders(event: RequestEvent, response: Response): void {
  for (const [name, value] of Object.entries(ALWAYS)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  if (event.route.id?.startsWith(FRAMED)) allowFraming(response);
  if (event.url.protocol === 'https:') response.headers.set('strict-transport-security', 'max-age=31536000');
  if (!event.route.id?.startsWith('/(public)') && !response.headers.has('cache-control')) {
    // A borrowed or seized phone must not show the desk from its cache after sign-out.
    response.headers.set('cache-control', 'private, no-store');
  }
}
