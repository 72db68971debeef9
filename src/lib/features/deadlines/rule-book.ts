/** All rules a campaign counts by, to be asked by id. */
import type { Rule, Ruleset } from './rule';
import { RULESETS } from './rules';

export interface RuleBook {
  rulesets: readonly Ruleset[];
  /** The rule and the code it stands in. Ids are unique among all codes. */
  find(id: string): { ruleset: Ruleset; rule: Rule } | undefined;
}

function ruleBook(rulesets: readonly Ruleset[]): RuleBook {
  const byId = new Map(
    rulesets.flatMap((ruleset) => ruleset.rules.map((rule) => [rule.id, { ruleset, rule }] as const)),
  );
  return { rulesets, find: (id) => byId.get(id) };
}

/** What comes with the program. */
export const BUNDLED = ruleBook(RULESETS);
