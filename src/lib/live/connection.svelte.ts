import type { io as connect, Socket } from 'socket.io-client';
import { LIVE_PATH, type ClientToServer, type ServerToClient } from '../contracts/socket-events';
import { Handlers } from './handlers';
import { NO_ANSWER, type LiveLink, type Payload, type Question, type Reply, type Statement } from './link';

type ClientSocket = Socket<ServerToClient, ClientToServer>;
type LoadClient = () => Promise<{ io: typeof connect }>;
export type Refreshed = 'ok' | 'signed_out' | 'away';

/** Answers 204 after renewing the session cookie, 401 when there is no session any more. */
const SESSION_PATH = '/live/session';

export interface ConnectionOptions {
  /** `public` leaves the session aside: a visitor whose session has ended still sees the counter. */
  as: 'member' | 'public';
  /** Address of the server; default the page's own. */
  url?: string;
  loadClient?: LoadClient;
  refresh?: () => Promise<Refreshed>;
  answerMs?: number;
  /** First wait before coming back; doubled up to twenty times of it, each with a random half. */
  backMs?: number;
  /** Only where there is no browser to add them. */
  headers?: { [name: string]: string };
}

/** Silence after which a tab that wakes up asks what it missed. */
const SLEEP_MS = 10_000;

async function refreshSession(): Promise<Refreshed> {
  try {
    const answer = await fetch(SESSION_PATH, { credentials: 'same-origin', cache: 'no-store' });
    if (answer.ok) return 'ok';
    return answer.status === 401 || answer.status === 403 ? 'signed_out' : 'away';
  } catch {
    return 'away';
  }
}

type Listeners = { [E in keyof ServerToClient]: Handlers<ServerToClient[E]> };

/** The one live connection of a page. Made by the page (or its layout), never at module level. */
export class Connection implements LiveLink {
  connected = $state(false);
  /** Since when it is as it is, epoch ms. */
  since = $state(0);
  /** The session is over: sign in again. */
  signedOut = $state(false);
  /** Epoch ms of the last sign of the server; not reactive, it changes with every frame. */
  lastHeardAt = 0;

  readonly #options: Required<Omit<ConnectionOptions, 'url' | 'headers'>> & Pick<ConnectionOptions, 'url' | 'headers'>;
  #socket: ClientSocket | null = null;
  readonly #handlers: Listeners = {
    totals: new Handlers(),
    'team:totals': new Handlers(),
    delta: new Handlers(),
    heads: new Handlers(),
    presence: new Handlers(),
    revoked: new Handlers(),
    restart: new Handlers(),
  };
  readonly #connectedHandlers = new Handlers<(connected: boolean) => void>();
  readonly #doubtHandlers = new Handlers<() => void>();
  #running = false;
  #trying = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renew = false;
  #renewed = false;
  #comeBackMs: number | null = null;
  #stopListening: (() => void) | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = {
      loadClient: () => import('socket.io-client'),
      refresh: refreshSession,
      answerMs: 5_000,
      backMs: 500,
      ...options,
    };
  }

  /** Connects and keeps connected; returns how to stop. Call it in the browser, e.g. from an effect. */
  start(): () => void {
    if (!this.#running) {
      this.#running = true;
      this.#listenToPage();
      void this.#attempt();
    }
    return () => this.stop();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
    this.#stopListening?.();
    this.#stopListening = null;
    this.#socket?.disconnect();
    this.#socket = null;
    this.#setConnected(false);
  }

  async ask<E extends Question>(event: E, payload: Payload<E>): Promise<Reply<E>> {
    const socket = this.#socket;
    if (!socket?.connected) return NO_ANSWER as Reply<E>;
    const timed = socket.timeout(this.#options.answerMs);
    try {
      // The types of socket.io cannot follow a generic event name; `Reply<E>` is what the contract says of it.
      const answer: Reply<E> = await Reflect.apply(timed.emitWithAck, timed, [event, payload]);
      this.#heard();
      return answer;
    } catch {
      this.#suspect(socket);
      return NO_ANSWER as Reply<E>;
    }
  }

  tell<E extends Statement>(event: E, payload: Payload<E>): void {
    const socket = this.#socket;
    if (socket?.connected) Reflect.apply(socket.emit, socket, [event, payload]);
  }

  on<E extends keyof ServerToClient>(event: E, handler: ServerToClient[E]): () => void {
    const handlers: Handlers<ServerToClient[E]> = this.#handlers[event];
    return handlers.add(handler);
  }

  onConnected(handler: (connected: boolean) => void): () => void {
    return this.#connectedHandlers.add(handler);
  }

  onDoubt(handler: () => void): () => void {
    return this.#doubtHandlers.add(handler);
  }

  #heard(): void {
    this.lastHeardAt = Date.now();
  }

  #setConnected(connected: boolean): void {
    if (this.connected === connected) return;
    this.connected = connected;
    this.since = Date.now();
    this.#connectedHandlers.tell(connected);
  }

  /** No answer although the line seems open: it is dead and nobody has told us yet. */
  #suspect(socket: ClientSocket): void {
    if (socket !== this.#socket || !socket.connected) return;
    socket.disconnect();
    this.#again(0);
  }

  #again(inMs?: number): void {
    if (!this.#running || this.signedOut) return;
    clearTimeout(this.#timer);
    const { backMs } = this.#options;
    const wait =
      this.#comeBackMs ?? inMs ?? Math.min(backMs * 2 ** this.#failures, backMs * 20) * (0.5 + Math.random());
    this.#comeBackMs = null;
    this.#failures += 1;
    this.#timer = setTimeout(() => void this.#attempt(), wait);
  }

  async #attempt(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#running || this.#trying || this.#socket?.connected) return;
    this.#trying = true;
    try {
      if (this.#renew && this.#options.as === 'member') {
        const refreshed = await this.#options.refresh();
        if (refreshed === 'signed_out') {
          this.signedOut = true;
          return;
        }
        if (refreshed === 'away') return this.#again();
        this.#renew = false;
        this.#renewed = true;
      }
      const socket = (this.#socket ??= await this.#make());
      // WebKit throws out of `new WebSocket` when a content policy or an extension forbids it.
      if (this.#running) socket.connect();
    } catch {
      this.#again();
    } finally {
      this.#trying = false;
    }
  }

  async #make(): Promise<ClientSocket> {
    const { io } = await this.#options.loadClient();
    const { url, as, headers } = this.#options;
    const settings = {
      path: LIVE_PATH,
      transports: ['websocket'],
      autoConnect: false,
      reconnection: false,
      forceNew: true,
      timeout: 8_000,
      auth: { as },
      ...(headers ? { extraHeaders: headers } : {}),
    };
    const socket: ClientSocket = url ? io(url, settings) : io(settings);
    socket.on('connect', () => {
      this.#failures = 0;
      this.#renewed = false;
      this.#heard();
      this.#setConnected(true);
    });
    socket.on('connect_error', (error) => {
      const code: unknown = 'data' in error ? Reflect.get(Object(error.data), 'code') : null;
      if (code === 'signed_out') {
        if (this.#renewed) this.signedOut = true;
        this.#renew = true;
      }
      this.#again();
    });
    socket.on('disconnect', (reason) => {
      this.#setConnected(false);
      if (reason === 'io client disconnect') return;
      // The server closes a socket whose token is about to end, or whose session was ended: both are settled by asking.
      if (reason === 'io server disconnect') this.#renew = true;
      this.#again();
    });
    socket.on('restart', ({ inMs }) => {
      this.#comeBackMs = inMs;
    });
    this.#forward(socket);
    return socket;
  }

  #forward(socket: ClientSocket): void {
    const events: (keyof ServerToClient)[] = [
      'totals',
      'team:totals',
      'delta',
      'heads',
      'presence',
      'revoked',
      'restart',
    ];
    for (const event of events) {
      Reflect.apply(socket.on, socket, [
        event,
        (...payload: unknown[]) => {
          this.#heard();
          const handlers = this.#handlers[event];
          Reflect.apply(handlers.tell, handlers, payload);
        },
      ]);
    }
  }

  #listenToPage(): void {
    if (typeof window === 'undefined') return;
    const nudge = (): void => {
      if (!this.#running) return;
      if (!this.#socket?.connected) {
        this.#failures = 0;
        void this.#attempt();
      } else if (Date.now() - this.lastHeardAt > SLEEP_MS) this.#doubtHandlers.tell();
    };
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') nudge();
    };
    window.addEventListener('online', nudge);
    window.addEventListener('pageshow', nudge);
    document.addEventListener('visibilitychange', onVisible);
    this.#stopListening = () => {
      window.removeEventListener('online', nudge);
      window.removeEventListener('pageshow', nudge);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }
}
