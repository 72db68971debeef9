export { boardActions, boardsActions } from './actions.server';
export { readBoard } from './boards.repo.server';
