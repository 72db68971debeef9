import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** Signs what others must be able to check without us. */
export interface Signer {
  /** SubjectPublicKeyInfo as PEM, as `openssl` reads it. */
  readonly publicPem: string;
  /** The first 16 signs of the SHA-256 of the public key: which key this is, in print. */
  readonly name: string;
  /** Ed25519 (RFC 8032), base64: 88 signs. The same text gives the same signature. */
  sign(text: string | Uint8Array): string;
  verify(text: string | Uint8Array, signature: string): boolean;
}

/** PKCS #8 of an Ed25519 key (RFC 8410) up to its 32 bytes. */
const HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const SIGNATURE = /^[A-Za-z0-9+/]{86}==$/;

const bytesOf = (text: string | Uint8Array): Uint8Array =>
  typeof text === 'string' ? Buffer.from(text, 'utf8') : text;

/** The signer of 32 secret bytes, such as `keyring.derive` makes them. */
export function signerOf(seed: Uint8Array): Signer {
  if (seed.length !== 32) throw new RangeError('A signing key is made of 32 bytes');
  const key = createPrivateKey({ key: Buffer.concat([HEAD, seed]), format: 'der', type: 'pkcs8' });
  const open: KeyObject = createPublicKey(key);
  const der = open.export({ format: 'der', type: 'spki' });
  return {
    publicPem: String(open.export({ format: 'pem', type: 'spki' })),
    name: createHash('sha256').update(der).digest('hex').slice(0, 16),
    sign: (text) => sign(null, bytesOf(text), key).toString('base64'),
    verify: (text, signature) =>
      SIGNATURE.test(signature) && verify(null, bytesOf(text), open, Buffer.from(signature, 'base64')),
  };
}
