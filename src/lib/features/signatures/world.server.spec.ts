import { describe, expect, it } from 'vitest';
import { COUNTRY_CODES } from '$lib/messages/names';
import { world } from './world.server';

describe('the map of the world', () => {
  it('stays small enough for a slow line', () => {
    expect(world().svg.length).toBeLessThan(60_000);
  });

  it('has an outline for each country by the code that signatures carry, once', () => {
    const { codes, svg } = world();
    expect(codes.length).toBeGreaterThan(170);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => !COUNTRY_CODES.includes(code))).toEqual([]);
    for (const code of ['AR', 'CL', 'UY', 'ES', 'DE', 'XK', 'ZA']) {
      expect(svg).toMatch(new RegExp(`<path id="${code}" d="M-?\\d+ -?\\d+l[^"]+z"/>`));
    }
  });
});
