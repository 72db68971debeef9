export { findCalendar } from './calendars';
export { hourClock } from './clock';
export { computeDeadline } from './compute';
export { codesFor, findRule, RULESETS } from './rules';
export type { Rule, Ruleset } from './rule';
