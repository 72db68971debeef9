/**
 * Where to go after signing in: a path of this site, or `otherwise`. Read as a browser reads it, because `/\host`,
 * `//host`, a tab between two slashes and `/.//host` all lead to another host.
 */
export function safeNext(next: string | null | undefined, otherwise = '/desk'): string {
  if (!next?.startsWith('/')) return otherwise;
  const here = 'http://ronda.invalid';
  if (!URL.canParse(next, here)) return otherwise;
  const { origin, pathname, search } = new URL(next, here);
  return origin === here && !pathname.startsWith('//') ? pathname + search : otherwise;
}
