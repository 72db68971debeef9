import { allows, type Permission, type Role } from '$lib/contracts/permissions';

/** Rooms of the petition's desk, in the order in which they stand; each is a folder of `desk/[campaign]/signatures`. */
export const TABS = {
  list: 'signatures.read',
  charts: 'campaign.read',
  comments: 'signatures.read',
  endorsements: 'signatures.read',
  paper: 'signatures.read',
  spread: 'signatures.read',
  letters: 'campaign.read',
  updates: 'campaign.read',
  fraud: 'signatures.write',
  delivery: 'signatures.read',
  milestones: 'campaign.read',
  retention: 'signatures.read',
} as const satisfies Record<string, Permission>;
export type Tab = keyof typeof TABS;

const path = (tab: Tab): string => (tab === 'list' ? '' : `/${tab}`);

/** What this person may open of the petition's desk, with the one that `pathname` lies in marked. */
export function petitionTabs(
  slug: string,
  roles: readonly Role[],
  pathname: string,
): { tab: Tab; href: string; current: boolean }[] {
  const home = `/desk/${slug}/signatures`;
  const part = pathname.startsWith(`${home}/`) ? (pathname.slice(home.length + 1).split('/')[0] ?? '') : '';
  // One signature lies below the list.
  const inList = part === '' || part === 'one';
  return (Object.keys(TABS) as Tab[])
    .filter((tab) => allows(roles, TABS[tab]))
    .map((tab) => ({ tab, href: `${home}${path(tab)}`, current: path(tab) === (inList ? '' : `/${part}`) }));
}
