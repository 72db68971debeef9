import type { RequestEvent } from '@sveltejs/kit';

/** Said on every answer. The content security policy is Kit's (`svelte.config.js`), because it knows the nonces. */
const ALWAYS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  // A page of the desk never tells another site where its reader came from; links in mails carry tokens.
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

export function addHeaders(event: RequestEvent, response: Response): void {
  for (const [name, value] of Object.entries(ALWAYS)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  if (event.url.protocol === 'https:') response.headers.set('strict-transport-security', 'max-age=31536000');
  if (!event.route.id?.startsWith('/(public)') && !response.headers.has('cache-control')) {
    // A borrowed or seized phone must not show the desk from its cache after sign-out.
    response.headers.set('cache-control', 'private, no-store');
  }
}
