export { updatesDesk } from './desk.server';
export { feedAnswer, publishedUpdates } from './feeds.server';
export { updateJobs, updateMails } from './sending.server';
export { stopState, stopUpdates } from './stop.server';
export { updatesRepo } from './updates.repo.server';
