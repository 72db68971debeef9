export { giving } from './giving.server';
export { givingJobs } from './jobs.server';
export { givingMails } from './mails.server';
export { givePage, ownPageActions, ownPageLoad, pledgeActions, takesGifts } from './pages.server';
export { deskReceipt, receiptOf } from './receipt-answer.server';
export { samplePledge } from './sample.server';
export { processorHook } from './webhook.server';
export { giftsPage, pledgePage } from './desk.server';
export { giftsActions, pledgeDeskActions } from './desk-actions.server';
