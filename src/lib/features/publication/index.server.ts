export { publicationJobs } from './jobs.server';
export { cardHeaders, publicCard, publicCards, showsPeople } from './public.server';
export { clockActions, publicationActions, publicationPage } from './publication.server';
