import type { CaseLine } from './model';

/** What a case should say of itself, in the order in which one finds it out. */
export const WANTED = [
  'numbers',
  'court',
  'jurisdiction',
  'startedOn',
  'ruleset',
  'stage',
  'forum',
  'judge',
  'prosecutor',
  'caption',
  'people',
] as const;
export type Wanted = (typeof WANTED)[number];

/** What is still to be filled in; a case that a hearing opened lacks nearly all. What hangs below another has no accused of its own. */
export function missingOf(one: CaseLine): Wanted[] {
  const there: Record<Wanted, boolean> = {
    numbers: one.numbers.length > 0,
    court: one.court !== '',
    jurisdiction: one.jurisdiction !== '',
    startedOn: one.startedOn !== null,
    ruleset: one.ruleset !== null,
    stage: one.stage !== null || one.incident !== null,
    forum: one.forum !== '',
    judge: one.judge !== '',
    prosecutor: one.prosecutor !== '',
    caption: one.hasCaption,
    people: one.people > 0 || one.incident !== null,
  };
  return WANTED.filter((field) => !there[field]);
}
