export { caseCounselActions, onCallActions } from './actions.server';
export { appointmentsOf } from './counsel.repo.server';
export { lawyerDetails } from './counsel.server';
