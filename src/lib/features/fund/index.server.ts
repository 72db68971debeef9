export { entryActions, ledgerActions } from './actions.server';
export { fundOverview, listLedger, oneEntry } from './desk.server';
export { exportLedger } from './fund.server';
export { publicFund, publicLedgerCsv } from './published.server';
export { accountActions, bankAccounts } from './accounts.server';
