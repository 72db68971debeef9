export { endFeed, makeFeed, privateFeed, publicFeed, renewFeed } from './agenda.server';
export { ownFeeds } from './agenda.repo.server';
export { feedSchema, makeSchema } from './schema';
