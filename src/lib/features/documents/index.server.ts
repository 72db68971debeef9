export { keepWhole } from './upload.server';
export {
  beginEndpoint,
  downloadEndpoint,
  finishEndpoint,
  giveUpEndpoint,
  partEndpoint,
  stateEndpoint,
  viewEndpoint,
} from './endpoints.server';
export { documentJobs, sweepDocuments } from './jobs.server';
export { documentActions, documentPage, documentsPage, listActions } from './pages.server';
