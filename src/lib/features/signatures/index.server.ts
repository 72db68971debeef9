export { listSignatures } from './desk.server';
export { signatureJobs } from './jobs.server';
export { signatureMails } from './mails.server';
export { signatures } from './signatures.server';
export { signaturesRepo } from './signatures.repo.server';
export { createSigner } from './signer.server';
export { sealedPlace } from './places.server';
export { isTotalsTable, totalsCsv } from './totals-csv.server';
export { world } from './world.server';
