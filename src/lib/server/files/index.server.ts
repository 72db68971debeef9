export { fileAnswer } from './answer.server';
export { openFile, storeFile } from './files.server';
