export { default as CampaignHead } from './components/CampaignHead.svelte';
export { default as CopyText } from './components/CopyText.svelte';
export { default as Facts } from './components/Facts.svelte';
export { default as FundBlock } from './components/FundBlock.svelte';
export { default as IntegrityFigures } from './components/IntegrityFigures.svelte';
export { default as MilestonesPage } from './components/MilestonesPage.svelte';
export { default as PublicFrame } from './components/PublicFrame.svelte';
export { default as Statement } from './components/Statement.svelte';
export { campaignPath, publicPath } from './model';
