import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCrowd } from './crowd.server';

const members = (n: number): string[] => Array.from({ length: n }, (_none, at) => `s${at}`);

describe('a crowd', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function crowd() {
    const told = new Map<string, number[]>();
    const goes: number[] = [];
    const made = createCrowd<number>({
      slice: 200,
      everyMs: 50,
      send(sockets, frame) {
        goes.push(sockets.length);
        for (const id of sockets) told.set(id, [...(told.get(id) ?? []), frame]);
      },
    });
    return { ...made, told, goes };
  }

  it('that is small is told at once', () => {
    const { tell, goes } = crowd();
    tell('a', members(200), 1);
    expect(goes).toEqual([200]);
  });

  it('is told in slices, everybody once', () => {
    const { tell, told, goes } = crowd();
    tell('a', members(1_000), 1);
    expect(goes).toEqual([200]);
    vi.advanceTimersByTime(200);
    expect(goes).toEqual([200, 200, 200, 200, 200]);
    expect([...told.values()].every((frames) => frames.length === 1)).toBe(true);
    vi.advanceTimersByTime(1_000);
    expect(goes).toHaveLength(5);
  });

  it('is told the newest, and nobody is left behind by it', () => {
    const { tell, told } = crowd();
    const all = members(1_000);
    for (let frame = 1; frame <= 6; frame += 1) {
      tell('a', all, frame);
      vi.advanceTimersByTime(100);
    }
    vi.advanceTimersByTime(1_000);
    expect(told.size).toBe(1_000);
    for (const frames of told.values()) {
      expect(frames.at(-1)).toBe(6);
      expect(frames).toEqual([...frames].sort());
      expect(frames.length).toBeGreaterThanOrEqual(2);
    }
  });

  it('stops', () => {
    const { tell, stop, goes } = crowd();
    tell('a', members(1_000), 1);
    stop();
    vi.advanceTimersByTime(1_000);
    expect(goes).toEqual([200]);
  });
});
