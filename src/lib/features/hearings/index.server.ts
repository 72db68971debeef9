export { hearingHistory, moveHearing, recordOutcome, scheduleHearing } from './hearings.server';
export { moveSchema, outcomeSchema, scheduleSchema } from './schema';
