export { campaigns } from './campaigns.server';
export { createKept } from './kept.server';
export { campaignOr404, orPage } from './load.server';
export { totalsAnswer } from './totals-answer.server';
export { settingsActions } from './settings.server';
