import type { Presence } from '$lib/contracts/socket-events';
import type { LiveTiming } from './deps.server';
import { roomOf, type Outlet } from './outlet.server';

const FACES = 50;

interface Beat {
  user: string;
  name: string;
  at: string;
  heardAt: number;
}

export interface PresenceBoard {
  /** A sign of life from one tab. */
  here(campaign: string, tab: string, who: { user: string; name: string; at: string }): void;
  gone(tab: string): void;
  stop(): void;
}

/** Who is here, in memory only: nothing about when people worked is ever stored. */
export function createPresence(outlet: Outlet, timing: LiveTiming, now: () => number = Date.now): PresenceBoard {
  const campaigns = new Map<string, Map<string, Beat>>();
  const dirty = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let dueAt = 0;
  let lastAt = 0;

  /** One face per person: the tab heard last. */
  function people(tabs: Map<string, Beat>): Presence[] {
    const latest = new Map<string, Beat>();
    for (const beat of tabs.values()) {
      const other = latest.get(beat.user);
      if (!other || other.heardAt < beat.heardAt) latest.set(beat.user, beat);
    }
    return [...latest.values()]
      .sort((a, b) => b.heardAt - a.heardAt)
      .slice(0, FACES)
      .map(({ user, name, at, heardAt }) => ({ user, name, at, idleS: Math.round((now() - heardAt) / 1000) }));
  }

  function tell(): void {
    timer = undefined;
    lastAt = now();
    for (const [campaign, tabs] of campaigns) {
      for (const [tab, beat] of tabs) {
        if (now() - beat.heardAt < timing.presenceTtlMs) continue;
        tabs.delete(tab);
        dirty.add(campaign);
      }
      if (dirty.has(campaign)) {
        // Not volatile: a frame dropped on a busy line would be missed until somebody else comes or goes.
        outlet.toRoom(roomOf.members(campaign), 'presence', { campaign, people: people(tabs) });
      }
      if (tabs.size === 0) campaigns.delete(campaign);
    }
    dirty.clear();
    if (campaigns.size > 0) arm(timing.presenceTtlMs / 3);
  }

  /** The next telling in at most `inMs`, and never sooner than the pace allows. */
  function arm(inMs: number): void {
    const at = Math.max(now() + inMs, lastAt + timing.presenceMs);
    if (timer && at >= dueAt) return;
    clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(tell, Math.max(0, at - now()));
    timer.unref();
  }

  function touch(campaign: string): void {
    dirty.add(campaign);
    arm(0);
  }

  return {
    here(campaign, tab, who) {
      const tabs = campaigns.get(campaign) ?? new Map<string, Beat>();
      campaigns.set(campaign, tabs);
      tabs.set(tab, { ...who, heardAt: now() });
      touch(campaign);
    },
    gone(tab) {
      for (const [campaign, tabs] of campaigns) if (tabs.delete(tab)) touch(campaign);
    },
    stop() {
      clearTimeout(timer);
      campaigns.clear();
    },
  };
}
