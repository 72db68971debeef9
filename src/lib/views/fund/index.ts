export { fundTabs } from './tabs';
