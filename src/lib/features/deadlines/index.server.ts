export { calendarActions, deadlineActions, listActions, ruleActions } from './actions.server';
export { calendarView, listDeadlines, oneDeadline, ruleSignoffs } from './pages.server';
