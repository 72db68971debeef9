import { addDays } from '$lib/kernel/dates';

/** Texts of an identity, in the order in which they are asked. */
export const IDENTITY_TEXTS = [
  'legalName',
  'chosenName',
  'otherNames',
  'pronouns',
  'birth',
  'document',
  'citizenship',
  'occupation',
  'affiliation',
  'dependants',
  'characteristics',
  'health',
] as const;
export type IdentityText = (typeof IDENTITY_TEXTS)[number];
export const RELATIVE_TEXTS = ['who', 'phone', 'channel', 'language', 'when'] as const;
export type RelativeText = (typeof RELATIVE_TEXTS)[number];
/** So many of the family are kept; whoever reads them calls one after the other. */
export const MOST_RELATIVES = 4;

/** Referente familiar. */
export type Relative = Record<RelativeText, string> & { knows: boolean };
export type Identity = Record<IdentityText, string> & { birthAbout: boolean; family: Relative[] };

const text = (from: unknown, field: string): string => {
  const value: unknown = typeof from === 'object' && from !== null ? Reflect.get(from, field) : '';
  return typeof value === 'string' ? value : '';
};
const flag = (from: unknown, field: string): boolean =>
  typeof from === 'object' && from !== null && Reflect.get(from, field) === true;

/** What was sealed, with empty texts for what a version before this one did not ask. */
export function unpackIdentity(packed: string): Identity {
  const read: unknown = JSON.parse(packed);
  const family: unknown = typeof read === 'object' && read !== null ? Reflect.get(read, 'family') : [];
  return {
    ...(Object.fromEntries(IDENTITY_TEXTS.map((field) => [field, text(read, field)])) as Record<IdentityText, string>),
    birthAbout: flag(read, 'birthAbout'),
    family: (Array.isArray(family) ? family : []).map((one: unknown) => ({
      ...(Object.fromEntries(RELATIVE_TEXTS.map((field) => [field, text(one, field)])) as Record<RelativeText, string>),
      knows: flag(one, 'knows'),
    })),
  };
}

/** All names by which somebody may be looked for; other names stand one a line. */
export function namesOf({ legalName, chosenName, otherNames }: Identity): string[] {
  return [legalName, chosenName, ...otherNames.split('\n')].map((name) => name.trim()).filter((name) => name !== '');
}

/** The last day that a birth known by year, month or day may mean. */
function lastOfBirth(birth: string): string {
  if (birth.length === 4) return `${birth}-12-31`;
  if (birth.length === 10) return birth;
  const [year = 0, month = 0] = birth.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** Whether somebody may be under eighteen: as long as one reading says so, they are treated as a child. */
export function mayBeMinor({ birth, birthAbout }: Pick<Identity, 'birth' | 'birthAbout'>, today: string): boolean {
  if (birth === '') return false;
  const last = birthAbout ? addDays(lastOfBirth(birth), 365) : lastOfBirth(birth);
  return `${Number(last.slice(0, 4)) + 18}${last.slice(4)}` > today;
}

/** Where a citizen need not have their consulate told. */
const HOME = 'AR';

/** Vienna Convention on Consular Relations, art. 36. */
export function isForeign({ citizenship }: Pick<Identity, 'citizenship'>): boolean {
  return citizenship !== '' && citizenship !== HOME;
}
