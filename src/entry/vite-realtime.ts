import process from 'node:process';
import type { Plugin } from 'vite';

const HTTP = Symbol.for('ronda.http');
const APP = Symbol.for('ronda.app');

interface App {
  close(): Promise<void>;
}

const isApp = (value: unknown): value is App =>
  typeof value === 'object' && value !== null && 'close' in value && typeof value.close === 'function';

/** Closes what the `init` hook opened, once; the next `init` opens it anew. */
async function closeApp(): Promise<void> {
  const app: unknown = Reflect.get(globalThis, APP);
  Reflect.deleteProperty(globalThis, APP);
  if (isApp(app)) await app.close();
}

/** `vite dev`: sockets and pages share Vite's own HTTP server, as they share ours in production. */
export function realtimeDev(): Plugin {
  return {
    name: 'ronda-realtime',
    apply: 'serve',
    configureServer({ httpServer, config }) {
      // Vitest and other hosts bring no server of their own.
      if (httpServer === null) return;
      Reflect.set(globalThis, HTTP, httpServer);
      httpServer.once('listening', () => {
        const address = httpServer.address();
        if (typeof address !== 'object' || address === null) return;
        // Runs `init` now instead of at the first page: the database starts, and sockets of open tabs come back.
        const scheme = config.server.https ? 'https' : 'http';
        const host = address.family === 'IPv6' ? '[::1]' : '127.0.0.1';
        fetch(`${scheme}://${host}:${address.port}/healthz`).catch(() => undefined);
      });
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
        process.once(signal, () => void closeApp().finally(() => process.exit(0)));
    },
    // Also on Vite's restart after a change of its configuration, before the new server listens.
    closeBundle: closeApp,
  };
}
