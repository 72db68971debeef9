export { caseHead } from './cases.repo.server';
