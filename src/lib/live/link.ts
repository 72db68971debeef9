import type { Result } from '../contracts/errors';
import type { ClientToServer, ServerToClient } from '../contracts/socket-events';

type AckOf<F> = F extends (q: never, ack: (r: infer R) => void) => void ? R : never;
/** Events that are answered. */
export type Question = {
  [E in keyof ClientToServer]: AckOf<ClientToServer[E]> extends Result<unknown> ? E : never;
}[keyof ClientToServer];
export type Statement = Exclude<keyof ClientToServer, Question>;
export type Payload<E extends keyof ClientToServer> = Parameters<ClientToServer[E]>[0];
export type Reply<E extends Question> = AckOf<ClientToServer[E]>;

/** What the rest of this folder needs of a connection; tests put a bad network in its place. */
export interface LiveLink {
  readonly connected: boolean;
  /** Never rejects. `unavailable` when no answer came: whether it was done is then not known. */
  ask<E extends Question>(event: E, payload: Payload<E>): Promise<Reply<E>>;
  tell<E extends Statement>(event: E, payload: Payload<E>): void;
  on<E extends keyof ServerToClient>(event: E, handler: ServerToClient[E]): () => void;
  /** Called at each change; not at once. */
  onConnected(handler: (connected: boolean) => void): () => void;
  /** Something may have been missed without a trace: the tab slept, or came back from the browser's memory. */
  onDoubt(handler: () => void): () => void;
}

export const NO_ANSWER: { ok: false; code: 'unavailable' } = { ok: false, code: 'unavailable' };
