import type { Server as HttpServer } from 'node:http';
import type { LiveDeps } from './deps.server';
import { serveRealtime, type Realtime } from './serve.server';

export type { LiveDeps } from './deps.server';
export { liveStore } from './live-store.server';
export type { Realtime } from './serve.server';

/** On the global object, because in development modules are loaded again while the HTTP server stays. */
const KEY = Symbol.for('ronda.io');

/** The running one, or null before `attachRealtime`. Pages and actions of the same process reach it by this. */
export function realtime(): Realtime | null {
  const running: Realtime | undefined = Reflect.get(globalThis, KEY);
  return running ?? null;
}

/**
 * Puts the live socket on the HTTP server that also serves the pages. Called again (a reload in development) it
 * replaces what ran before: browsers come back by themselves and lose nothing.
 */
export function attachRealtime(http: HttpServer, deps: LiveDeps): Realtime {
  void realtime()?.stop();
  const running = serveRealtime(http, deps);
  Reflect.set(globalThis, KEY, running);
  return running;
}
