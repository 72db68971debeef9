/** Two people at one case: what one of them changed, and where both meant the same line. */
import type { CaseLine } from './model';

/** The lines of a case that its form shows, as they stand in their fields. */
export const EDITED = [
  'caseCode',
  'numbers',
  'court',
  'jurisdiction',
  'forum',
  'judge',
  'clerk',
  'prosecutor',
  'stage',
  'startedOn',
  'secrecyUntil',
] as const;
export type Edited = (typeof EDITED)[number];
export type EditValues = Record<Edited, string>;

export function editValues(one: CaseLine): EditValues {
  const { court, jurisdiction, forum, judge, clerk, prosecutor } = one;
  return {
    caseCode: one.code,
    numbers: one.numbers.join('\n'),
    court,
    jurisdiction,
    forum,
    judge,
    clerk,
    prosecutor,
    stage: one.stage ?? '',
    startedOn: one.startedOn ?? '',
    secrecyUntil: one.secrecyUntil ?? '',
  };
}

/** What the form was shown with; what cannot be read counts as shown as it is now, so that all that was typed is a change. */
export function readWas(was: string, now: EditValues): EditValues {
  try {
    const read: unknown = JSON.parse(was);
    if (typeof read !== 'object' || read === null) return now;
    const line = (field: Edited): string => {
      const value: unknown = Reflect.get(read, field);
      return typeof value === 'string' ? value : now[field];
    };
    return Object.fromEntries(EDITED.map((field) => [field, line(field)])) as EditValues;
  } catch {
    return now;
  }
}

/** Lines that were typed anew. */
export function changedLines(typed: EditValues, was: EditValues): Edited[] {
  return EDITED.filter((field) => typed[field] !== was[field]);
}

/** Lines that somebody else changed meanwhile to something else than was typed. */
export function metLines(typed: EditValues, was: EditValues, now: EditValues): Edited[] {
  return changedLines(typed, was).filter((field) => now[field] !== was[field] && now[field] !== typed[field]);
}
