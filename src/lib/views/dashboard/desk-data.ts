import type { Locale } from '$lib/contracts/locales';
import type { StreamSnapshot } from '$lib/contracts/journal';
import type { Role } from '$lib/contracts/permissions';
import type { TeamTotals } from '$lib/contracts/totals';

export interface Me {
  userId: string;
  name: string;
  roles: Role[];
}

/** What the desk's layout loads once for all its pages. */
export interface DeskData {
  locale: Locale;
  theme: 'auto' | 'light' | 'dark';
  me: Me;
  campaign: { id: string; slug: string };
  /** All campaigns of this person, this one among them. */
  campaigns: { slug: string }[];
  snapshots: {
    team: StreamSnapshot;
    figures: StreamSnapshot | null;
    signatures: StreamSnapshot | null;
    /** One of each compartment this person is in. */
    apart: StreamSnapshot[];
  };
  /** How far the stream of this person's own had come. */
  ownHead: number;
  totals: TeamTotals;
  /** Unread notices, and where the person's own stream stood. */
  bell: { unread: number; head: number };
  /** The server's clock when this was read, epoch ms: server and browser draw the same first picture. */
  nowMs: number;
}
