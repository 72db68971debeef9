/** A network that drops, doubles, delays and reorders what the server sends by itself. Questions are still answered. */
import type { ServerToClient } from '$lib/contracts/socket-events';
import type { LiveLink } from '$lib/live/link';

export interface Weather {
  drop: number;
  double: number;
  /** Longest delay in ms; each frame its own, so that they overtake one another. */
  delayMs: number;
}

export function badWire(link: LiveLink, weather: () => Weather, random: () => number = Math.random): LiveLink {
  return {
    get connected() {
      return link.connected;
    },
    ask: (event, payload) => link.ask(event, payload),
    tell: (event, payload) => link.tell(event, payload),
    onConnected: (handler) => link.onConnected(handler),
    onDoubt: (handler) => link.onDoubt(handler),
    on<E extends keyof ServerToClient>(event: E, handler: ServerToClient[E]) {
      const spoilt = (...args: unknown[]): void => {
        const { drop, double, delayMs } = weather();
        const deliver = (): unknown => Reflect.apply(handler, undefined, args);
        for (let copies = random() < double ? 2 : 1; copies > 0; copies -= 1) {
          if (random() >= drop) setTimeout(deliver, random() * delayMs);
        }
      };
      return link.on(event, spoilt);
    },
  };
}
