export { default as FundTotals } from './components/FundTotals.svelte';
export { CURRENCIES, readTotals } from './model';
export { default as OverviewPage } from './components/desk/OverviewPage.svelte';
export { default as EntryPage } from './components/ledger/EntryPage.svelte';
export { default as LedgerPage } from './components/ledger/LedgerPage.svelte';
export { readLedgerAsked } from './ledger';
export { default as PublicFundPage } from './components/public/PublicFundPage.svelte';
export { readPublicBeyond } from './published';
export { default as AccountsPage } from './components/desk/AccountsPage.svelte';
