export { endorsementActions } from './desk.server';
export { endorsementJobs } from './jobs.server';
export { endorsementMails } from './mails.server';
export { endorserKey } from './places.server';
export {
  answerAsContact,
  askToEndorse,
  contactPage,
  publicLogo,
  publicOrganisations,
  withdrawAsContact,
} from './public.server';
