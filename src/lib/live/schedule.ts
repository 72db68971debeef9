/** Runs `work` soon and once, however often it is asked for. */
export type Schedule = (work: () => void) => () => void;

const FRAME_MS = 16;

/**
 * At most one drawing per frame, and the first after a pause at once: a lone change does not wait for the frame. A tab
 * in the background has no frames, so there it is a timer.
 */
export const perFrame: Schedule = (work) => {
  let asked = false;
  let ranAt = -FRAME_MS;
  const run = (): void => {
    asked = false;
    ranAt = performance.now();
    work();
  };
  return () => {
    if (asked) return;
    asked = true;
    if (performance.now() - ranAt >= FRAME_MS) queueMicrotask(run);
    else if (typeof document === 'undefined' || document.visibilityState === 'hidden') setTimeout(run, FRAME_MS);
    else requestAnimationFrame(run);
  };
};
