import { allows, type Permission, type Role } from '$lib/contracts/permissions';
import { firstRoom } from '../petition/tabs';

export const SECTIONS = [
  'today',
  'signatures',
  'fund',
  'people',
  'cases',
  'hearings',
  'deadlines',
  'incidents',
  'documents',
  'notices',
  'boards',
  'team',
  'outbox',
  'journal',
  'settings',
] as const;
export type Section = (typeof SECTIONS)[number];

const NEEDS: Readonly<Record<Section, Permission | readonly Permission[]>> = {
  today: 'campaign.read',
  // Some of its rooms are open to everybody; the list and what is opened from it ask for more.
  signatures: 'campaign.read',
  // Whoever may ask for money has a room in it, also without seeing totals.
  fund: ['fund.totals', 'spend.request'],
  people: 'people.read',
  cases: 'hearings.read',
  hearings: 'hearings.read',
  deadlines: 'hearings.read',
  incidents: 'campaign.read',
  documents: 'people.confidential',
  notices: 'campaign.read',
  boards: 'boards.read',
  team: 'campaign.read',
  outbox: 'team.manage',
  journal: 'team.manage',
  settings: 'campaign.write',
};

/** A phone's bar shows the first four: what this role opens every day. */
const FIRST: Readonly<Partial<Record<Role, readonly Section[]>>> = {
  legal: ['today', 'deadlines', 'people', 'hearings', 'cases', 'boards'],
  treasurer: ['today', 'fund', 'boards'],
  coordinator: ['today', 'boards', 'people', 'hearings'],
};

/** Sections this person may open, in order of use. Somebody who holds several roles gets the order of the first. */
export function sectionsFor(roles: readonly Role[]): Section[] {
  const first = FIRST[roles[0] ?? 'observer'] ?? [];
  const may = (section: Section): boolean => [NEEDS[section]].flat().some((need) => allows(roles, need));
  return [...new Set([...first, ...SECTIONS])].filter(may);
}

/** The section an address inside a campaign's desk belongs to. */
export function sectionOf(pathname: string): Section {
  const name = pathname.split('/')[3] ?? '';
  // Compartments are looked after from the pages of people and cases and have no place of their own in the bar.
  if (name === 'compartments') return 'people';
  return SECTIONS.find((section) => section === name) ?? 'today';
}

/** Where a section begins; the petition's begins at the first of its rooms that somebody with these roles may open. */
export function sectionHref(slug: string, section: Section, roles: readonly Role[]): string {
  if (section === 'signatures') return firstRoom(slug, roles) ?? `/desk/${slug}`;
  if (section === 'fund' && roles.length > 0 && !allows(roles, 'fund.totals')) return `/desk/${slug}/fund/spending`;
  return section === 'today' ? `/desk/${slug}` : `/desk/${slug}/${section}`;
}
