export {
  dropKept,
  dropUpload,
  hasRoom,
  keepSealed,
  openKept,
  sweepMaking,
  uploadFolders,
  uploadParts,
  whereNow,
  type Where,
} from './vault.server';
export { PART_BYTES, partsOf, partSize, type Parts } from './parts.server';
export { newVaultKey } from './seal.server';
