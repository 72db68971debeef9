export { listSignatures } from './desk.server';
export { createLinks, type ConfirmState, type SignatureLinks, type WithdrawState } from './links.server';
export { signatureMails } from './mails.server';
export { signatures } from './signatures.server';
export { signaturesRepo } from './signatures.repo.server';
export { createSigner, type Signer } from './signer.server';
export { EMAIL_INDEX, NAME_INDEX, sealedPlace } from './places.server';
