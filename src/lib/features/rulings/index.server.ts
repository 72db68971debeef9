export { rulingsActions } from './actions.server';
export { rulingsOf } from './pages.server';
