import { describe, expect, it } from 'vitest';
import { createPublicKey, verify } from 'node:crypto';
import { signerOf } from './signer.server';

describe('signing', () => {
  it('is Ed25519 of RFC 8032 (7.1, test 2)', () => {
    const seed = Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex');
    const signature = signerOf(seed).sign(Buffer.from('72', 'hex'));
    expect(Buffer.from(signature, 'base64').toString('hex')).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
  });
  it('is checked by whoever has the public key alone', () => {
    const signer = signerOf(Buffer.alloc(32, 7));
    const signature = signer.sign('marzo, 1.450,50 €');
    const open = createPublicKey(signer.publicPem);
    expect(verify(null, Buffer.from('marzo, 1.450,50 €'), open, Buffer.from(signature, 'base64'))).toBe(true);
    expect(signer.verify('marzo, 1.450,50 €', signature)).toBe(true);
    expect(signer.verify('marzo, 1.450,51 €', signature)).toBe(false);
    expect(signerOf(Buffer.alloc(32, 8)).verify('marzo, 1.450,50 €', signature)).toBe(false);
    for (const broken of ['', 'x', `${signature}=`, signature.replace(/==$/, '')])
      expect(signer.verify('x', broken)).toBe(false);
  });
});
