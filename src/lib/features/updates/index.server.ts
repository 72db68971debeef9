export { feedAnswer, publishedUpdates } from './feeds.server';
export { updateJobs, updateLetter, updateMails } from './sending.server';
export { stopState, stopUpdates } from './stop.server';
export { listUpdates, updatesRepo } from './updates.repo.server';
