/** Content types a page of another site can send without asking first; SvelteKit's own list. */
const FORMS = [
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
  'application/x-sveltekit-formdata',
];
const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Whether a form comes from another site, or does not say from where, as no browser does. The rule is SvelteKit's, which
 * applies it before any hook and answers in English, so its own is off (`svelte.config.js`) and this one decides.
 */
export function isForeignForm(request: Pick<Request, 'method' | 'headers'>, own: string): boolean {
  const type = (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return WRITES.includes(request.method) && FORMS.includes(type) && request.headers.get('origin') !== own;
}
