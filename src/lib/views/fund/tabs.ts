import { allows, type Permission, type Role } from '$lib/contracts/permissions';

/** Rooms of the fund's desk, in the order in which they stand; each is a folder of `desk/[campaign]/fund`. */
export const TABS = {
  overview: 'fund.totals',
  ledger: 'fund.read',
  gifts: 'fund.totals',
  spending: 'spend.request',
  bail: 'spend.request',
  bank: 'fund.read',
  accounts: 'fund.read',
  rates: 'fund.read',
  months: 'fund.read',
} as const satisfies Record<string, Permission>;
export type Tab = keyof typeof TABS;

const path = (tab: Tab): string => (tab === 'overview' ? '' : `/${tab}`);

/** What this person may open of the fund's desk, with the one that `pathname` lies in marked. */
export function fundTabs(
  slug: string,
  roles: readonly Role[],
  pathname: string,
): { tab: Tab; href: string; current: boolean }[] {
  const home = `/desk/${slug}/fund`;
  const part = pathname.startsWith(`${home}/`) ? (pathname.slice(home.length + 1).split('/')[0] ?? '') : '';
  return (Object.keys(TABS) as Tab[])
    .filter((tab) => allows(roles, TABS[tab]))
    .map((tab) => ({ tab, href: `${home}${path(tab)}`, current: path(tab) === (part === '' ? '' : `/${part}`) }));
}
