export { campaignPath, publicPath, spacedIban, type CampaignLine, type PublicCampaign } from './model';
