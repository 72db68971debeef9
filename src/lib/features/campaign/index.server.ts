export { campaigns } from './campaigns.server';
export { createKept } from './kept.server';
export { campaignOr404, orPage } from './load.server';
export { milestonesActions } from './milestones.server';
export { settingsActions } from './settings.server';
export { totalsAnswer } from './totals-answer.server';
export { dataAnswer, integrityOf } from './integrity.server';
