/** How a figure runs to its new value. Shared by the component and by pages that ship no component code. */
export interface Roll {
  from: number;
  to: number;
  ms?: number;
  write: (value: number) => void;
}

/** True when nothing should move: the reader asked for less motion, or nobody is looking. */
function standsStill(): boolean {
  return document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Runs from one value to another, fast first; returns a function that stops where it is. */
export function roll({ from, to, ms = 600, write }: Roll): () => void {
  if (from === to || standsStill()) {
    write(to);
    return () => undefined;
  }
  const start = performance.now();
  let frame = requestAnimationFrame(function step(now) {
    const t = Math.min(1, Math.max(0, (now - start) / ms));
    write(t === 1 ? to : Math.round(from + (to - from) * (1 - (1 - t) ** 3)));
    if (t < 1) frame = requestAnimationFrame(step);
  });
  return () => cancelAnimationFrame(frame);
}
