import { hkdfSync } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import type { Result } from '../../contracts/errors';
import { keyFilePath, readKeyFile, readOrCreateKeyFile } from './key-file.server';
import { runKeyCommand } from './key-command.server';
import { makeLinkToken, readLinkToken, type Link } from './links.server';
import { mac, macKey, type MacKey } from './mac.server';
import { KeyError, parseMaterial, type KeyMaterial } from './material.server';

/** The one cell a sealed value belongs to. Moved to any other row, column or table it does not open. */
export interface Place {
  table: string;
  row: string;
  column: string;
}

/** A sealed value did not open. Holds neither the value nor a key. */
export class SealError extends Error {
  override readonly name = 'SealError';
  constructor(readonly reason: 'malformed' | 'unknown_key' | 'tampered') {
    super(`A sealed value did not open: ${reason}`);
  }
}

export interface Keyring {
  /** Public name of the root key. Kept in the database, it tells at the start that these are not its keys. */
  readonly fingerprint: string;
  /** Version that seals, such as `k1`. */
  readonly current: string;
  /** `v1.<version>.<base64url of nonce, ciphertext, tag>` for a class P2 column. */
  seal(plain: string, place: Place): string;
  /** The text that was sealed for exactly this place; throws `SealError` otherwise. */
  open(sealed: string, place: Place): string;
  /** The same for bytes: one byte of format, three of the version's number, nonce, ciphertext, tag. */
  sealBytes(plain: Uint8Array, place: Place): Uint8Array;
  openBytes(sealed: Uint8Array, place: Place): Uint8Array;
  /** Version a sealed value was made with, for jobs that seal again after a rotation; null when malformed. */
  versionOf(sealed: string): string | null;
  /** Keyed index for equality: the same value gives the same text, which says nothing without the key. 43 characters. */
  index(purpose: string, value: string): string;
  /** 32 secret bytes for a purpose; every process with the same keys has the same. */
  derive(purpose: string): Uint8Array;
  /** A link that needs no table: 48 characters, bound to its purpose. A higher generation makes older links void. */
  linkToken(purpose: string, id: string, generation: number, nowMs?: number): string;
  /** What a link says, or `not_found` for one we did not make for this purpose. Age and generation are the caller's to judge. */
  readLinkToken(purpose: string, token: string, nowMs?: number): Result<Link>;
}

/** Where the keys come from; `Env` is one. */
export interface KeySource {
  /** Keys live in `<dataDir>/keys` unless one of the others is given. */
  dataDir: string;
  /** RONDA_KEYS: the JSON itself. */
  keys: string | null;
  /** RONDA_KEYS_COMMAND: a command that prints the JSON. */
  keysCommand: string | null;
}

export interface LoadOptions {
  /** False: a missing key file is an error. For commands that must never meet a database with fresh keys. */
  create?: boolean;
  commandTimeoutMs?: number;
}

const SEALED = /^v1\.(k[1-9]\d{0,5})\.([A-Za-z0-9_-]{54,})$/;
const NAME = /^[a-z_][a-z0-9_]{0,62}$/;
const PURPOSE = /^[a-z0-9][a-z0-9._-]{0,62}$/;
const NONCE = 24;
const TAG = 16;
const BYTES_FORMAT = 1;
const BYTES_HEAD = 4;

/** The keys of this installation, from the environment or from the key file, which is made at the first start. */
export async function loadKeys(source: KeySource, options: LoadOptions = {}): Promise<Keyring> {
  const { keys, keysCommand } = source;
  if (keys !== null && keysCommand !== null)
    throw new KeyError('RONDA_KEYS and RONDA_KEYS_COMMAND are both set; keep one');
  if (keys !== null) return createKeyring(parseMaterial(keys, 'RONDA_KEYS'));
  if (keysCommand !== null) {
    const printed = await runKeyCommand(keysCommand, options.commandTimeoutMs ?? 15_000);
    return createKeyring(parseMaterial(printed, 'RONDA_KEYS_COMMAND'));
  }
  const path = keyFilePath(source.dataDir);
  if (options.create !== false) return createKeyring(await readOrCreateKeyFile(path));
  const present = await readKeyFile(path);
  if (present === null) throw new KeyError(`${path} does not exist`);
  return createKeyring(present);
}

/** A keyring over known keys. Derived keys are kept: there is one per purpose in the code. */
export function createKeyring(material: KeyMaterial): Keyring {
  const derived = new Map<string, Uint8Array>();
  const keyFor = (use: 'derive' | 'index' | 'link' | 'name' | 'nonce', purpose: string): Uint8Array => {
    if (!PURPOSE.test(purpose)) throw new RangeError('A purpose is a short lower-case name');
    const info = `ronda/1/${use}/${purpose}`;
    const known = derived.get(info);
    if (known !== undefined) return known;
    const key = new Uint8Array(hkdfSync('sha256', material.root, 'ronda', info, 32));
    derived.set(info, key);
    return key;
  };

  const indexed = new Map<string, MacKey>();
  const indexKey = (purpose: string): MacKey => {
    const known = indexed.get(purpose);
    if (known !== undefined) return known;
    const key = macKey(keyFor('index', purpose));
    indexed.set(purpose, key);
    return key;
  };

  const nonceKey = macKey(keyFor('nonce', 'seal'));
  const shut = (plain: Uint8Array, place: Place): Buffer => {
    const key = material.seal.get(material.current);
    if (key === undefined) throw new KeyError('The current key version is missing');
    const about = associatedData(material.current, place);
    // Of what is sealed and where: the same form sent twice is then one request, and two texts never share a nonce. Whoever
    // reads the table learns that a cell holds what it held before, and nothing else (as in RFC 5297, section 1.1).
    const nonce = mac(nonceKey, about, '|', plain).subarray(0, NONCE);
    const box = xchacha20poly1305(key, nonce, about).encrypt(plain);
    return Buffer.concat([nonce, box]);
  };
  const opened = (version: string, body: Uint8Array, place: Place): Uint8Array => {
    const key = material.seal.get(version);
    if (key === undefined) throw new SealError('unknown_key');
    const cipher = xchacha20poly1305(key, body.subarray(0, NONCE), associatedData(version, place));
    try {
      return cipher.decrypt(body.subarray(NONCE));
    } catch {
      throw new SealError('tampered');
    }
  };

  return {
    fingerprint: Buffer.from(keyFor('name', 'fingerprint')).subarray(0, 12).toString('base64url'),
    current: material.current,
    seal(plain, place) {
      if (!plain.isWellFormed()) throw new RangeError('Text with half a character cannot be sealed without loss');
      return `v1.${material.current}.${shut(new TextEncoder().encode(plain), place).toString('base64url')}`;
    },
    open(sealed, place) {
      const [, version = '', body = ''] = SEALED.exec(sealed) ?? [];
      const bytes = Buffer.from(body, 'base64url');
      if (version === '' || bytes.toString('base64url') !== body) throw new SealError('malformed');
      const plain = opened(version, bytes, place);
      try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plain);
      } catch {
        throw new SealError('tampered');
      }
    },
    sealBytes(plain, place) {
      const head = Buffer.alloc(BYTES_HEAD);
      head.writeUInt32BE(BYTES_FORMAT * 2 ** 24 + Number(material.current.slice(1)));
      return Buffer.concat([head, shut(plain, place)]);
    },
    openBytes(sealed, place) {
      if (sealed.length < BYTES_HEAD + NONCE + TAG || sealed[0] !== BYTES_FORMAT) throw new SealError('malformed');
      const version = Buffer.from(sealed.subarray(1, BYTES_HEAD)).readUIntBE(0, 3);
      return opened(`k${version}`, sealed.subarray(BYTES_HEAD), place);
    },
    versionOf: (sealed) => SEALED.exec(sealed)?.[1] ?? null,
    index: (purpose, value) => mac(indexKey(purpose), value).toString('base64url'),
    // A copy, so that no caller can change the kept key.
    derive: (purpose) => keyFor('derive', purpose).slice(),
    linkToken: (purpose, id, generation, nowMs) => makeLinkToken(keyFor('link', purpose), id, generation, nowMs),
    readLinkToken: (purpose, token, nowMs) => readLinkToken(keyFor('link', purpose), token, nowMs),
  };
}

/** No part may hold the separator: `a|b` + `c` must never equal `a` + `b|c`. */
function associatedData(version: string, { table, row, column }: Place): Uint8Array {
  if (!NAME.test(table) || !NAME.test(column) || row === '' || row.includes('|'))
    throw new RangeError('Not a place in a table');
  return new TextEncoder().encode(`${table}|${row}|${column}|${version}`);
}
