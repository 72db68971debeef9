import { nowIso } from './now';

const BEAT_MS = 15_000;

/** When this person last had Today before their eyes on this device; what came after is marked as new. */
export class LastVisit {
  /** ISO instant at the end of the visit before this one; null on a first visit. */
  leftAt: string | null = $state(null);
  readonly #key: string;

  constructor(campaign: string) {
    this.#key = `ronda:left:${campaign}`;
  }

  /** Call it in the browser, e.g. from an effect; returns how to stop. */
  start(): () => void {
    this.leftAt = this.#read();
    const beat = (): void => {
      if (document.visibilityState === 'visible') this.#write();
    };
    // A tab that comes back after a while is a new visit.
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') this.leftAt = this.#read();
      else this.#write();
    };
    const timer = setInterval(beat, BEAT_MS);
    document.addEventListener('visibilitychange', onVisible);
    window.addEventListener('pagehide', beat);
    return () => {
      beat();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onVisible);
      window.removeEventListener('pagehide', beat);
    };
  }

  #read(): string | null {
    try {
      const kept = localStorage.getItem(this.#key);
      return kept !== null && Number.isFinite(Date.parse(kept)) ? kept : null;
    } catch {
      return null; // storage is forbidden: then nothing is marked
    }
  }

  #write(): void {
    try {
      localStorage.setItem(this.#key, nowIso());
    } catch {
      return;
    }
  }
}
