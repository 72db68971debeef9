import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * A key for one document: an age identity. It is kept sealed by the keyring, so that changing the keys of the installation
 * means to seal a short text again and never the bytes; emptying that text destroys every copy of the bytes at once.
 */
export function newVaultKey(): Promise<string> {
  return generateX25519Identity();
}

async function shutter(key: string): Promise<Encrypter> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(key));
  return encrypter;
}

function opener(key: string): Decrypter {
  const decrypter = new Decrypter();
  decrypter.addIdentity(key);
  return decrypter;
}

/** Bytes that are held in memory anyway, as a file of age. */
export async function sealBytes(key: string, plain: Uint8Array): Promise<Uint8Array> {
  return (await shutter(key)).encrypt(plain);
}

/** Throws when the bytes were changed, or belong to another key. */
export function openBytes(key: string, sealed: Uint8Array): Promise<Uint8Array> {
  return opener(key).decrypt(sealed);
}

/** As it comes, 64 KiB at a time: the command line of age opens what comes out, also without this program. */
export async function sealStream(key: string, plain: ReadableStream<Uint8Array>): Promise<ReadableStream<Bytes>> {
  return (await (await shutter(key)).encrypt(plain)) as ReadableStream<Bytes>;
}

/** What was opened so far has come out already when a change is found: the stream then breaks off with an error. */
export async function openStream(key: string, sealed: ReadableStream<Uint8Array>): Promise<ReadableStream<Bytes>> {
  return (await opener(key).decrypt(sealed)) as ReadableStream<Bytes>;
}
