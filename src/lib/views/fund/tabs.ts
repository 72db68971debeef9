import { allows, type Permission, type Role } from '$lib/contracts/permissions';

/** Rooms of the fund's desk by what one comes for, in the order in which they stand; each is a folder of `desk/[campaign]/fund`. */
const GROUPS = {
  see: { overview: 'fund.totals', ledger: 'fund.read' },
  receive: { gifts: 'fund.totals', bank: 'fund.read' },
  spend: { spending: 'spend.request', bail: 'spend.request' },
  keep: { accounts: 'fund.read', rates: 'fund.read', months: 'fund.read' },
} as const satisfies Record<string, Record<string, Permission>>;
export type Group = keyof typeof GROUPS;
type RoomOf<G> = G extends Group ? keyof (typeof GROUPS)[G] : never;
export type Tab = RoomOf<Group>;

interface Room {
  tab: Tab;
  href: string;
  current: boolean;
}
const path = (tab: Tab): string => (tab === 'overview' ? '' : `/${tab}`);

/** What this person may open of the fund's desk, with the one that `pathname` lies in marked. */
export function fundTabs(slug: string, roles: readonly Role[], pathname: string): { group: Group; rooms: Room[] }[] {
  const home = `/desk/${slug}/fund`;
  const part = pathname.startsWith(`${home}/`) ? (pathname.slice(home.length + 1).split('/')[0] ?? '') : '';
  return (Object.keys(GROUPS) as Group[])
    .map((group) => ({
      group,
      rooms: (Object.entries(GROUPS[group]) as [Tab, Permission][])
        .filter(([, needs]) => allows(roles, needs))
        .map(([tab]) => ({ tab, href: `${home}${path(tab)}`, current: path(tab) === (part === '' ? '' : `/${part}`) })),
    }))
    .filter(({ rooms }) => rooms.length > 0);
}
