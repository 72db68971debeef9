export { petitionTabs } from './tabs';
