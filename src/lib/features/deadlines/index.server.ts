export { calendarActions, deadlineActions, listActions, ruleActions } from './actions.server';
export { deadlinesOn } from './deadlines.repo.server';
export { deadlinesCsv } from './export.server';
export { countedFrom } from './hanging.server';
export { campaignCalendar, campaignRules, datesHead, signedRules } from './own.server';
export { deadlineJobs } from './sweep.server';
export { calendarView, listDeadlines, oneDeadline, ruleSignoffs } from './pages.server';
