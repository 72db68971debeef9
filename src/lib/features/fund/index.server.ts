export { entryActions, ledgerActions } from './actions.server';
export { forecasts } from './ahead';
export { fundAhead, fundOverview, listLedger, oneEntry, treasuryHead } from './desk.server';
export { exportLedger } from './fund.server';
export { publicFund, publicLedgerCsv } from './published.server';
export { accountActions, bankAccounts } from './accounts.server';
export { fetchSince, rateActions } from './rates/rates-actions.server';
export { fundTold, latestRates, listRates } from './rates/rates.server';
export { toldActions } from './rates/told-actions.server';
