export { campaigns, createCampaigns } from './campaigns.server';
export { campaignRepo } from './campaign.repo.server';
export { campaignOr404, orPage } from './load.server';
export { totalsAnswer } from './totals-answer.server';
export { settingsActions } from './settings.server';
