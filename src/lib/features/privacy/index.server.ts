export { privacyJobs } from './jobs.server';
export { newestRuns, previewOf, ruleOf } from './privacy.repo.server';
export { privacy } from './privacy.server';
export { cancelRun, erasePerson, setPeopleRule, setRule, startRun } from './retention.server';
export { cancelSchema, ownLinksSchema, peopleRuleSchema, personSchema, ruleSchema, runSchema } from './schema';
