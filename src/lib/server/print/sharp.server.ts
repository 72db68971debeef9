import type sharp from 'sharp';

type Sharp = typeof sharp;

let loaded: Promise<Sharp> | null = null;

/** sharp, loaded when the first picture is drawn: most of the time it would only hold memory. */
export function loadSharp(): Promise<Sharp> {
  loaded ??= import('sharp').then(({ default: drawn }) => {
    // One picture at a time on each core is enough, and what was decoded must not stay in memory.
    drawn.cache(false);
    drawn.concurrency(1);
    return drawn;
  });
  return loaded;
}
