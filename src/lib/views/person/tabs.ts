import { allows, type Permission, type Role } from '$lib/contracts/permissions';

/**
 * Parts of the page of a person, in the order in which they stand; each is a folder of `desk/[campaign]/people/[person]`, the
 * overview is the page itself. The layout says the code and the pseudonym in the `h1`: a part begins with `h2`. Its name stands
 * in the words of the desk, `person.tab.<tab>`.
 */
const TABS = {
  overview: 'people.read',
  identity: 'people.confidential',
  care: 'people.read',
  cases: 'hearings.read',
  publication: 'people.confidential',
  access: 'people.confidential',
  documents: 'people.confidential',
  papers: 'people.confidential',
} as const satisfies Record<string, Permission>;
export type PersonTab = keyof typeof TABS;

interface Room {
  tab: PersonTab;
  href: string;
  current: boolean;
}

/** What this person of the team may open of the page `base`, with the one that `pathname` lies in marked. */
export function personTabs(base: string, roles: readonly Role[], pathname: string): Room[] {
  const part = pathname.startsWith(`${base}/`) ? (pathname.slice(base.length + 1).split('/')[0] ?? '') : '';
  return (Object.entries(TABS) as [PersonTab, Permission][])
    .filter(([, needs]) => allows(roles, needs))
    .map(([tab]) => {
      const folder = tab === 'overview' ? '' : tab;
      return { tab, href: folder === '' ? base : `${base}/${folder}`, current: folder === part };
    });
}
