import { describe, expect, it } from 'vitest';
import { petitionTabs } from './tabs';

const rooms = (...asked: Parameters<typeof petitionTabs>) => petitionTabs(...asked).flatMap((group) => group.rooms);

describe('rooms of the petition', () => {
  it('are twelve for an organizer, each once', () => {
    const all = rooms('x', ['organizer'], '/desk/x/signatures');
    expect(new Set(all.map(({ href }) => href)).size).toBe(12);
  });

  it('are those that a role may open, and a group of which nothing is left is none', () => {
    const groups = petitionTabs('x', ['observer'], '/desk/x/signatures/letters');
    expect(groups.map(({ group, rooms: open }) => [group, open.map(({ tab }) => tab)])).toEqual([
      ['look', ['charts']],
      ['gather', ['milestones']],
      ['tell', ['updates', 'letters']],
    ]);
  });

  it.each([
    ['/desk/x/signatures', 'list'],
    ['/desk/x/signatures/one/7', 'list'],
    ['/desk/x/signatures/fraud', 'fraud'],
  ])('%s lies in %s', (path, tab) => {
    const current = rooms('x', ['owner'], path).filter((room) => room.current);
    expect(current.map((room) => room.tab)).toEqual([tab]);
  });
});
