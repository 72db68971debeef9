/** All rules that come with the program. Another country is a file of data here and one of days in `calendars`. */
import type { Reach, Rule, Ruleset } from './rule';
import { AR_CPCCN } from './rulesets/ar-cpccn';
import { AR_CPPF } from './rulesets/ar-cppf';
import { AR_CPPN } from './rulesets/ar-cppn';
import { AR_CABA, AR_PBA } from './rulesets/ar-local';
import { ES_LECRIM } from './rulesets/es-lecrim';
import { INTERNATIONAL } from './rulesets/international';

export const RULESETS: readonly Ruleset[] = [AR_CPPN, AR_CPPF, AR_CPCCN, AR_CABA, AR_PBA, INTERNATIONAL, ES_LECRIM];

const byId = new Map(RULESETS.flatMap((ruleset) => ruleset.rules.map((rule) => [rule.id, { ruleset, rule }] as const)));

/** The rule and the code it stands in. Ids are unique among all codes. */
export function findRule(id: string): { ruleset: Ruleset; rule: Rule } | undefined {
  return byId.get(id);
}

export interface CodeAnswer {
  ruleset: Ruleset;
  /** Why: the reach that matched. */
  reach: Reach;
}

/** Which code governs a case of these courts begun on this day; several when it is disputed, none when nothing is known. */
export function codesFor(courts: string, startedOn: string): CodeAnswer[] {
  return RULESETS.flatMap((ruleset) =>
    ruleset.reach
      .filter(
        (reach) =>
          reach.courts === courts &&
          (reach.from === null || reach.from <= startedOn) &&
          (reach.to === null || startedOn <= reach.to),
      )
      .map((reach) => ({ ruleset, reach })),
  );
}
