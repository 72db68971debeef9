export { fraudActions } from './actions.server';
export { chosenActions } from './chosen.server';
export { fraudOf } from './fraud.server';
export { fraudJobs } from './jobs.server';
