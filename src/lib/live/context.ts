import { createContext } from 'svelte';
import { Connection } from './connection.svelte';
import { OpQueue } from './op-queue.svelte';

/** What the desk shares: one connection and one line of operations, so that "saved" is said of everything. */
export interface LiveDesk {
  connection: Connection;
  queue: OpQueue;
}

/** `useLive()` inside the desk's layout; `setLive` in the layout itself. One per page and per request, none in the module. */
export const [useLive, setLive] = createContext<LiveDesk>();

export function createLiveDesk(): LiveDesk {
  const connection = new Connection({ as: 'member' });
  return { connection, queue: new OpQueue(connection) };
}
