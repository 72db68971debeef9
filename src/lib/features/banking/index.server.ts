export { accountStates, bankGaps, deskRows, openAccounts, SHOWN, type Shown } from './banking.repo.server';
export { decideActions } from './decide.server';
export { fileActions } from './files.server';
export { readStatements } from './formats/read';
export { importArgs } from './import.server';
export { readRules } from './model';
export { importProgress } from './progress.server';
export { queuePage, ruleNames } from './queue.server';
export { bankTarget } from './target.server';
