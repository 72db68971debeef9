import { createECDH } from 'node:crypto';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import type { Env } from '$lib/server/env.server';

export interface Vapid {
  subject: string;
  /** Also what a browser subscribes with: base64url of the point. */
  publicKey: string;
  privateKey: string;
}

/** The keys by which push services know us (RFC 8292): derived, so that every process and every restored backup has the same. */
export function vapidOf(keyring: Pick<Keyring, 'derive'>, env: Pick<Env, 'origin'>): Vapid {
  const pair = createECDH('prime256v1');
  const secret = Buffer.from(keyring.derive('push.vapid'));
  pair.setPrivateKey(secret);
  return {
    // Whom a push service writes to about us. An address of the campaign would name it to Google.
    subject: env.origin?.startsWith('https:') === true ? env.origin : 'mailto:push@ronda.invalid',
    publicKey: pair.getPublicKey('base64url'),
    privateKey: secret.toString('base64url'),
  };
}
