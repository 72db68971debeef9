export { readCases, type Case } from './model';
