import { expect, it } from 'vitest';
import { fold } from './fold.svelte';

/** What follows the element of a fold. */
function followerOf(folded: ReturnType<typeof fold>): (details: HTMLDetailsElement) => unknown {
  const [key] = Object.getOwnPropertySymbols(folded);
  const follower = key && folded[key];
  if (!follower) throw new Error('nothing follows');
  return follower;
}

it('opens and shuts when its reason changes, and leaves alone what a hand did meanwhile', () => {
  let reason = false;
  const folded = fold(() => reason);
  expect(folded.open).toBeUndefined();
  const follow = followerOf(folded);
  const details = { open: false } as HTMLDetailsElement;
  details.open = true;
  follow(details);
  expect(details.open).toBe(true);
  reason = true;
  details.open = false;
  follow(details);
  expect(details.open).toBe(true);
  follow(details);
  reason = false;
  follow(details);
  expect(details.open).toBe(false);
  expect(fold(() => true).open).toBe(true);
});
