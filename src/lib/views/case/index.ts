export { caseTabs } from './tabs';
