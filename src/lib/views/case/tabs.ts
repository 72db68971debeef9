import { allows, type Permission, type Role } from '$lib/contracts/permissions';

/** Parts of the page of a case in the order in which they stand; each but the first is a folder of `desk/[campaign]/cases/[case]`. */
const TABS = {
  overview: 'hearings.read',
  accused: 'hearings.read',
  counsel: 'hearings.read',
  rulings: 'hearings.read',
  access: 'people.confidential',
  documents: 'people.confidential',
} as const satisfies Record<string, Permission>;
export type Tab = keyof typeof TABS;

/** What this person may open of a case, with the part that `pathname` lies in marked. Words: `case.tab.<tab>`. */
export function caseTabs(
  slug: string,
  id: string,
  roles: readonly Role[],
  pathname: string,
): { tab: Tab; href: string; current: boolean }[] {
  const home = `/desk/${slug}/cases/${id}`;
  const part = pathname.startsWith(`${home}/`) ? (pathname.slice(home.length + 1).split('/')[0] ?? '') : '';
  return (Object.entries(TABS) as [Tab, Permission][])
    .filter(([, needs]) => allows(roles, needs))
    .map(([tab]) => ({
      tab,
      href: tab === 'overview' ? home : `${home}/${tab}`,
      current: part === (tab === 'overview' ? '' : tab),
    }));
}
