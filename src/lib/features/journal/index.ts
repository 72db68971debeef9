/** The campaign's memory, as people read it. */
export { describe } from './describe';
