import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CODE_ALPHABET,
  createUuidv7,
  isShortCode,
  isUuid,
  parseUuid,
  shortCode,
  uuidTime,
  uuidv7,
  uuidFor,
} from './ids';

describe('uuidv7', () => {
  it('makes valid ids that carry their time', () => {
    const before = Date.now();
    const id = uuidv7();
    expect(isUuid(id)).toBe(true);
    expect(id.charAt(14)).toBe('7');
    expect(uuidTime(id)).toBeGreaterThanOrEqual(before);
  });

  it('sorts in the order of making, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 300 }), (clock) => {
        let tick = 0;
        const make = createUuidv7({
          now: () => 1_745_000_000_000 + (clock[tick++ % clock.length] ?? 0),
          fill: (bytes) => void crypto.getRandomValues(bytes),
        });
        const ids = clock.map(() => make());
        expect([...ids].sort()).toEqual(ids);
        expect(ids.every(isUuid)).toBe(true);
      }),
    );
  });

  it('keeps the order when more than 4096 are made in one millisecond', () => {
    const make = createUuidv7({ now: () => 5, fill: (bytes) => void bytes.fill(0xff) });
    const ids = Array.from({ length: 9000 }, () => make());
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(9000);
  });

  it('reads ids people paste and refuses what is none', () => {
    expect(parseUuid(' 0196A5B0-1234-7ABC-8DEF-0123456789AB ')).toBe('0196a5b0-1234-7abc-8def-0123456789ab');
    expect(parseUuid('0196a5b0-1234-7abc-8def-0123456789a')).toBeNull();
    expect(isUuid('0196A5B0-1234-7ABC-8DEF-0123456789AB')).toBe(false);
    expect(isUuid(12)).toBe(false);
    expect(uuidTime('0196a5b0-1234-4abc-8def-0123456789ab')).toBeNull();
  });
});

describe('shortCode', () => {
  it('uses only letters that are not mistaken', () => {
    for (let i = 0; i < 500; i += 1) expect(isShortCode(shortCode('C'))).toBe(true);
    expect(CODE_ALPHABET).not.toMatch(/[0O1ILZ2S5B8UVAEI]/);
    expect(shortCode('H', 5)).toMatch(/^H-.{5}$/);
    expect(() => shortCode('c')).toThrow(RangeError);
  });
});

describe('an id for each form of a page', () => {
  it('is the same for the same name, another for any other, and still a UUIDv7 of its time', () => {
    const base = uuidv7();
    const ids = Array.from({ length: 2_000 }, (_, n) => uuidFor(base, `form-${n}`));
    expect(new Set([base, ...ids]).size).toBe(2_001);
    expect(uuidFor(base, 'form-7')).toBe(ids[7]);
    expect(ids.every((id) => isUuid(id) && uuidTime(id) === uuidTime(base))).toBe(true);
    expect(uuidFor(uuidv7(), 'form-7')).not.toBe(ids[7]);
  });
});
