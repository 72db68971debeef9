export { careActions } from './actions.server';
