export { hearingAt, hearingsFor, movesOf, peopleOf } from './hearings.repo.server';
export { moveHearing, openSecret, scheduleHearing, setFacts, setStatus, writeOutcome } from './hearings.server';
export { hearingsCsv } from './list.server';
export { assignPlace, joinHearing, leavePlace, noteAttendance, undoMove } from './people.server';
export {
  assignSchema,
  attendedSchema,
  factsSchema,
  joinSchema,
  leaveSchema,
  lookSchema,
  moveSchema,
  outcomeSchema,
  scheduleSchema,
  statusSchema,
  undoSchema,
} from './schema';
