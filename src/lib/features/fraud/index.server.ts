export { fraudActions } from './actions.server';
export { fraudOf } from './fraud.server';
export { fraudJobs } from './jobs.server';
