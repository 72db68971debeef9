export { conversionOf, exportReferrers, exportSources } from './conversion.server';
export { addSource, archiveSource, setShareText, spreadDesk } from './desk.server';
export { shareFacts } from './kit.server';
export { pictureAnswer } from './pictures.server';
export { makePoster, posterSize } from './poster.server';
export { archiveSchema, shareTextSchema, sourceSchema } from './schema';
export { spread, visitsJob } from './spread.server';
export { givenSource } from './spread.repo.server';
