/**
 * How far the file is that somebody is bringing now, in percent, one per person. Kept by this process alone: where another
 * one answers, the page says that it is being read, and no more.
 */
const running = new Map<string, number>();

export const importProgress = (user: string): number | null => running.get(user) ?? null;

/** Shares of the work, as measured with five thousand lines: reading, sealing, storing. */
const READ = 30;
const SEALED = 70;

/** What `work` is given tells how far it is; nothing is left of it when it ends, however it ends. */
export async function withProgress<T>(
  user: string,
  work: (told: { read: () => void; sealed: (done: number, all: number) => void }) => Promise<T>,
): Promise<T> {
  running.set(user, 1);
  try {
    return await work({
      read: () => running.set(user, READ),
      sealed: (done, all) => running.set(user, READ + Math.floor(((SEALED - READ) * done) / Math.max(1, all))),
    });
  } finally {
    running.delete(user);
  }
}
