export { fileAnswer } from './answer.server';
export { openFile, openSealed, storeFile, type OpenFile, type SealedFile } from './files.server';
export { readPassing, readUpload, type Upload } from './upload.server';
