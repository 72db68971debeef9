/**
 * The program: hands one HTTP server to SvelteKit and to the sockets, prints one line when it is ready, and stops cleanly.
 * Plain JavaScript, because it runs as it is; everything typed lies in `src/lib` and is part of the build.
 */
import { readFileSync } from 'node:fs';
import http from 'node:http';
import process from 'node:process';

/**
 * What the application leaves: its stop (sockets, workers, database, in its own order), and who answers before the handler.
 * @typedef {{ close(): Promise<void>, front: (request: http.IncomingMessage, response: http.ServerResponse, next: () => void) => void }} App
 */

/** The HTTP server, for whoever attaches sockets to it during the start. */
const HTTP = Symbol.for('ronda.http');
/** Set by the `init` hook, as soon as there is something to close. */
const APP = Symbol.for('ronda.app');

/** Milliseconds. Together under three seconds, after which service managers and containers kill. */
const FINISH_REQUESTS_MS = 700;
const CLOSE_APP_MS = 2_100;

/** @param {string} message @returns {never} */
function giveUp(message) {
  console.error(message);
  process.exit(1);
}

function requireNode() {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const [, wantMajor = 0, wantMinor = 0] = (/(\d+)\.(\d+)/.exec(manifest.engines.node) ?? []).map(Number);
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < wantMajor || (major === wantMajor && minor < wantMinor))
    giveUp(`Ronda needs Node ${manifest.engines.node}, and this is ${process.versions.node}.`);
}

/** Errors that are written for the operator carry their own words; anything else is a mistake of ours and shows where. */
const OPERATOR = ['EnvError', 'BackendError', 'KeyError'];

/** @param {unknown} error @returns {string} */
function wordsFor(error) {
  if (!(error instanceof Error)) return String(error);
  if (OPERATOR.includes(error.name)) return error.message;
  if ('code' in error && error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes('/build/'))
    return 'There is no build yet: run `npm start`, which makes one, or `npm run build`.';
  return error.stack ?? error.message;
}

/**
 * Without ORIGIN the adapter takes every request for https, and then refuses forms over plain http and marks cookies
 * Secure. A proxy says the scheme in x-forwarded-proto; whoever sends it without a proxy deceives only themselves.
 */
function prepareOrigin() {
  const origin = process.env['ORIGIN']?.trim();
  if (!origin) {
    delete process.env['ORIGIN'];
    process.env['PROTOCOL_HEADER'] = 'x-forwarded-proto';
  } else if (!/^https?:$/.test(URL.parse(origin)?.protocol ?? '')) {
    // The adapter would end the start with a stack trace, before `readEnv` can list all that is wrong: it looks there too.
    process.env['RONDA_REFUSED_ORIGIN'] = origin;
    delete process.env['ORIGIN'];
  }
  // The adapter takes these as they are, where for `readEnv` set but empty means not set.
  for (const name of ['ADDRESS_HEADER', 'XFF_DEPTH']) {
    const value = process.env[name]?.trim();
    if (value) process.env[name] = value;
    else delete process.env[name];
  }
  // Enough for a scan with its form; what other routes take is less (`src/lib/server/files/body.server.ts`).
  process.env['BODY_SIZE_LIMIT'] ??= '16M';
}

/** @param {http.IncomingMessage} request */
function settleProtocol(request) {
  if (process.env['PROTOCOL_HEADER'] !== 'x-forwarded-proto') return;
  const [first = ''] = String(request.headers['x-forwarded-proto'] ?? '').split(',');
  request.headers['x-forwarded-proto'] = first.trim().toLowerCase() === 'https' ? 'https' : 'http';
}

function createServer() {
  const server = http.createServer({
    // Milliseconds. Slow senders are cut off; a proxy keeps its connections up to a minute, so ours last longer.
    headersTimeout: 15_000,
    requestTimeout: 60_000,
    keepAliveTimeout: 65_000,
    connectionsCheckingInterval: 5_000,
  });
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  let running = 0;
  /** @type {http.RequestListener | undefined} */
  let serve;
  // Listens before anything else does: engine.io keeps the listeners it finds, and calls them for what is not its own.
  server.on('request', (request, response) => {
    running += 1;
    response.on('close', () => (running -= 1));
    settleProtocol(request);
    if (serve) serve(request, response);
    else response.writeHead(503, { 'retry-after': '1' }).end();
  });
  return {
    server,
    sockets,
    running: () => running,
    /** @param {http.RequestListener} listener */
    serve: (listener) => void (serve = listener),
  };
}

/** Keeps the process alive: while it stops nothing else may, and it would end before the database has. @param {number} ms */
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** @returns {App | undefined} */
const theApp = () => Reflect.get(globalThis, APP);

/** @param {http.Server} server @param {number} port @param {string} host @returns {Promise<string>} */
function listen(server, port, host) {
  return new Promise((done, fail) => {
    server.once('error', (error) => {
      const code = 'code' in error ? error.code : '';
      const words =
        code === 'EADDRINUSE'
          ? `PORT ${port} is taken by another program: stop it, or set PORT to another number.`
          : code === 'EACCES'
            ? `PORT ${port} may only be used by root: set PORT to 1024 or more, and let a proxy listen on ${port}.`
            : code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
              ? `HOST ${host} is not an address of this machine.`
              : `Ronda cannot listen on ${host}:${port}: ${error.message}`;
      fail(Object.assign(new Error(words), { name: 'EnvError' }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      const actual = typeof address === 'object' && address !== null ? address.port : port;
      const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
      done(`http://${name}:${actual}`);
    });
  });
}

requireNode();
prepareOrigin();
const { server, sockets, running, serve } = createServer();
Reflect.set(globalThis, HTTP, server);

/** @type {Promise<void> | undefined} */
let stopping;
/** @param {number} code */
async function stop(code) {
  server.close();
  server.closeIdleConnections();
  for (const end = Date.now() + FINISH_REQUESTS_MS; running() > 0 && Date.now() < end;) await sleep(10);
  const closed = Promise.resolve(theApp()?.close()).catch((error) => console.error(wordsFor(error)));
  await Promise.race([closed, sleep(CLOSE_APP_MS)]);
  for (const socket of sockets) socket.destroy();
  process.exit(code);
}
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP']))
  process.on(signal, () => {
    // The second one means now: the database is told by the exit and recovers what it must at the next start.
    if (stopping) process.exit(1);
    stopping = stop(0);
  });

try {
  // First of all: a port that is taken, or a host of another machine, must not cost a database and a setup link. Until
  // `serve` is told of the handler, everybody is answered 503. A PORT that is no number is `readEnv`'s to name.
  const port = process.env['PORT']?.trim() || '3000';
  const host = process.env['HOST']?.trim() || '0.0.0.0';
  const url = /^\d{1,5}$/.test(port) && Number(port) <= 65_535 ? await listen(server, Number(port), host) : null;
  // As a variable, because the file is there only after a build.
  const build = new URL('../../build/handler.js', import.meta.url).href;
  /** @type {{ handler: (request: http.IncomingMessage, response: http.ServerResponse, next: () => void) => void }} */
  const { handler } = await import(build);
  if (url === null) giveUp(`PORT ${port} is not a port number.`);
  serve((request, response) => {
    const rest = () => handler(request, response, () => void response.writeHead(404).end());
    const app = theApp();
    if (app) app.front(request, response, rest);
    else rest();
  });
  if (!stopping) console.log(`ronda listening on ${url}`);
} catch (error) {
  console.error(wordsFor(error));
  if (!stopping) stopping = stop(1);
}
