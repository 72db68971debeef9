export { accusedActions } from './accused.server';
export { caseActions, listActions, ruleAction } from './actions.server';
export { accusedView, caseHead, casesOfPerson, caseView } from './cases.repo.server';
export { casesCsv, listCases } from './pages.server';
