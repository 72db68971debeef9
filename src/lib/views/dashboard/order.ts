import { allows, type Role } from '$lib/contracts/permissions';

export type Part = 'signatures' | 'hearings' | 'detained' | 'fund' | 'origins';

const LEADS: Readonly<Partial<Record<Role, readonly Part[]>>> = {
  legal: ['hearings', 'detained'],
  treasurer: ['fund'],
};
const ALL: readonly Part[] = ['signatures', 'hearings', 'detained', 'fund', 'origins'];

/** What Today shows this person: what they open the desk for leads the page, then what else they may see. */
export function partsFor(roles: readonly Role[]): { lead: Part[]; rest: Part[] } {
  const may = (part: Part): boolean => part !== 'fund' || allows(roles, 'fund.totals');
  const lead = LEADS[roles[0] ?? 'observer'] ?? ['signatures'];
  return { lead: lead.filter(may), rest: ALL.filter((part) => may(part) && !lead.includes(part)) };
}
