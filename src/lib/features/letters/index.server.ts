export { pauseTarget, setTarget, writeText } from './desk.server';
export { wholeLetter } from './compose.server';
export { deskTargets, deskTexts } from './letters.repo.server';
export { letterJobs } from './jobs.server';
export { letters } from './letters.server';
export { letterMailboxKey } from './mailbox.server';
export { letterMails } from './mails.server';
export { letterSchema, pauseSchema, targetSchema, textSchema } from './schema';
export { lettersFor } from './writing.server';
