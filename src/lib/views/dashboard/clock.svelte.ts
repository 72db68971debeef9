/** The time that spans such as "3 s ago" are told against; one per screen, so that all of them change together. */
export class Clock {
  nowMs = $state(0);
  /** Added to the device's clock: a phone that is minutes wrong still says "3 s ago" when it is three seconds ago. */
  readonly #ahead: number;

  /** @param serverMs the server's clock when the page was rendered */
  constructor(serverMs: number) {
    this.nowMs = serverMs;
    this.#ahead = typeof window === 'undefined' ? 0 : drift(serverMs);
  }

  /** Call it in the browser, e.g. from an effect; returns how to stop. */
  start(): () => void {
    const tick = (): void => {
      this.nowMs = Date.now() + this.#ahead;
    };
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }
}

/** Less than half a minute is the page's own way through the network, not a wrong clock. */
function drift(serverMs: number): number {
  const ahead = serverMs - Date.now();
  return Math.abs(ahead) < 30_000 ? 0 : ahead;
}
