/** Which code governs a case: the table of codes read for a court and the day the case began, with what it does not know said aloud. */
import type { Locale } from '$lib/contracts/locales';
import { findRule, RULESETS, type Ruleset } from '$lib/features/deadlines';

/** One code that may govern. */
export interface CodeChoice {
  ruleset: Ruleset;
  /** `in_force`: it governs what began since that day. `before`: the case is older than the new code there. `law`: the court's own. */
  because: 'in_force' | 'before' | 'law' | 'unknown';
  /** The day from which the new code governs there. */
  from: string | null;
  source: string;
  grade: 'A' | 'B' | 'C';
}
export interface WhichCode {
  /** False: nobody here knows, so that all that may govern are offered and the lawyers are asked. */
  certain: boolean;
  choices: CodeChoice[];
  /** Why it is not certain; null where it is. */
  doubt: 'start_unconfirmed' | 'day_unknown' | 'court_unlisted' | null;
}

const OLD = 'AR-CPPN';
const NEW = 'AR-CPPF';
/** Federal courts whose change of code is in no source that was read. */
const ELSEWHERE = 'federal-elsewhere';
/** The month is known in which the new code began there, its day is not: until when it is open. */
const DAY_UNKNOWN: Readonly<Record<string, string>> = {
  'federal-mdp': '2025-04-30',
  'federal-comodoro': '2024-12-31',
};
const ELSEWHERE_NAME = { es: 'Otra jurisdicción federal', en: 'Another federal jurisdiction' } as const;

const rulesetOf = (id: string): Ruleset[] => RULESETS.filter((ruleset) => ruleset.id === id);
const OLD_LAW = 'Ley 23.984; Ley 27.063 (lo comenzado antes termina por la ley anterior)';

const both = (source: string, from: string | null): CodeChoice[] =>
  [...rulesetOf(OLD), ...rulesetOf(NEW)].map((ruleset) => ({ ruleset, because: 'unknown', from, source, grade: 'C' }));

/** Null where the court is in no table. */
export function whichCode(courts: string, startedOn: string): WhichCode | null {
  if (courts === ELSEWHERE) return { certain: false, doubt: 'court_unlisted', choices: both('', null) };
  const reaches = RULESETS.flatMap((ruleset) => ruleset.reach.map((reach) => ({ ruleset, reach }))).filter(
    ({ reach }) => reach.courts === courts,
  );
  const started = reaches.find(({ ruleset }) => ruleset.id === NEW);
  if (started?.reach.from) {
    const { from, source, grade } = started.reach;
    if (startedOn < from) {
      const choices: CodeChoice[] = rulesetOf(OLD).map((ruleset) => ({
        ruleset,
        because: 'before',
        from,
        source: `${OLD_LAW}; ${source}`,
        grade: 'A',
      }));
      return { certain: true, doubt: null, choices };
    }
    const open = DAY_UNKNOWN[courts];
    if (open !== undefined && startedOn <= open)
      return { certain: false, doubt: 'day_unknown', choices: both(source, from) };
    if (open === undefined && grade === 'C')
      return { certain: false, doubt: 'start_unconfirmed', choices: both(source, from) };
    return {
      certain: true,
      doubt: null,
      choices: [{ ruleset: started.ruleset, because: 'in_force', from, source, grade }],
    };
  }
  const own = reaches.filter(
    ({ reach }) => (reach.from === null || reach.from <= startedOn) && (reach.to === null || startedOn <= reach.to),
  );
  if (own.length === 0) return null;
  return {
    certain: own.length === 1,
    doubt: own.length === 1 ? null : 'start_unconfirmed',
    choices: own.map(({ ruleset, reach: { source, grade } }) => ({
      ruleset,
      because: 'law',
      from: null,
      source,
      grade,
    })),
  };
}

/** Courts of the table, as a form offers them. */
export function courtChoices(locale: Locale): { value: string; label: string }[] {
  const named = new Map(
    RULESETS.flatMap(({ reach }) => reach).map(({ courts, name }) => [courts, name[locale]] as const),
  );
  named.set(ELSEWHERE, ELSEWHERE_NAME[locale]);
  return [...named].map(([value, label]) => ({ value, label }));
}

/** What a ruleset is called; its own id where it is in no table. */
export function rulesetName(id: string, locale: Locale): string {
  return RULESETS.find((ruleset) => ruleset.id === id)?.name[locale] ?? id;
}
export function ruleName(id: string, locale: Locale): string {
  return findRule(id)?.rule.name[locale] ?? id;
}

/** What the table says at this moment, in one line to be kept beside what was chosen; null for a code that is in no table. */
export function proposedFor(ruleset: string, courts: string, startedOn: string): string | null {
  if (rulesetOf(ruleset).length === 0) return null;
  const answer = courts === '' ? null : whichCode(courts, startedOn);
  if (answer === null) return '';
  const told = answer.choices.map(({ ruleset: { id }, source, grade }) =>
    [id, source, grade].filter(Boolean).join(' · '),
  );
  return `${answer.certain ? '' : '? '}${told.join(' | ')}`;
}
