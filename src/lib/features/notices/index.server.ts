export { noticeJobs, runNotices } from './jobs.server';
export { noticeMails } from './mails.server';
export { addDevice, assign, forgetDevice, keepChoices, markRead, pushKey } from './notices.server';
export {
  assignedTo,
  noticeBell,
  oneNotice,
  ownChoices,
  ownDevices,
  ownNotices,
  PAGE,
  toldOf,
} from './notices.repo.server';
export { assignSchema, deviceSchema, forgetSchema, KIND_GROUPS, readSchema, settingsSchema } from './schema';
