export { accessActions } from './actions.server';
export { compartmentJobs } from './jobs.server';
export { compartmentSnapshots, legalDesk, looksOf } from './compartments.repo.server';
