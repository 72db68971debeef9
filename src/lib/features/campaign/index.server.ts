export { campaigns, createCampaigns, type Campaigns } from './campaigns.server';
export { campaignRepo } from './campaign.repo.server';
export { totalsAnswer } from './totals-answer.server';
