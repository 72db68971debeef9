export { createFront, type Front, type Posted, type TakePost } from './front.server';
export { createKeptPages, type Again, type KeptPages, type Visit } from './kept-pages.server';
