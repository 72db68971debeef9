import { allows, type Permission, type Role } from '$lib/contracts/permissions';

/** Rooms of the petition's desk by what one comes for, in the order in which they stand; each is a folder of `desk/[campaign]/signatures`. */
const GROUPS = {
  look: {
    list: 'signatures.read',
    charts: 'campaign.read',
    comments: 'signatures.read',
    fraud: 'signatures.write',
  },
  gather: {
    spread: 'signatures.read',
    paper: 'signatures.read',
    endorsements: 'signatures.read',
    milestones: 'campaign.read',
  },
  tell: {
    updates: 'campaign.read',
    letters: 'campaign.read',
  },
  close: {
    delivery: 'signatures.read',
    retention: 'signatures.read',
  },
} as const satisfies Record<string, Record<string, Permission>>;
export type Group = keyof typeof GROUPS;
type RoomOf<G> = G extends Group ? keyof (typeof GROUPS)[G] : never;
export type Tab = RoomOf<Group>;

interface Room {
  tab: Tab;
  href: string;
  current: boolean;
}
const path = (tab: Tab): string => (tab === 'list' ? '' : `/${tab}`);

/** What this person may open of the petition's desk, with the one that `pathname` lies in marked. */
export function petitionTabs(
  slug: string,
  roles: readonly Role[],
  pathname: string,
): { group: Group; rooms: Room[] }[] {
  const home = `/desk/${slug}/signatures`;
  const part = pathname.startsWith(`${home}/`) ? (pathname.slice(home.length + 1).split('/')[0] ?? '') : '';
  // One signature lies below the list.
  const inList = part === '' || part === 'one';
  return (Object.keys(GROUPS) as Group[])
    .map((group) => ({
      group,
      rooms: (Object.entries(GROUPS[group]) as [Tab, Permission][])
        .filter(([, needs]) => allows(roles, needs))
        .map(([tab]) => ({ tab, href: `${home}${path(tab)}`, current: path(tab) === (inList ? '' : `/${part}`) })),
    }))
    .filter(({ rooms }) => rooms.length > 0);
}

/** Where the petition's desk begins for somebody with these roles; null when nothing of it is open to them. */
export function firstRoom(slug: string, roles: readonly Role[]): string | null {
  return petitionTabs(slug, roles, '')[0]?.rooms[0]?.href ?? null;
}
