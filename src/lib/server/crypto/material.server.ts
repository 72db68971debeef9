import { randomBytes } from 'node:crypto';

/** Why the keys cannot be used. Stops the start; the message holds no key. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
}

/**
 * All secrets of an installation. `root` makes the keyed indexes, links and derived secrets and stays for ever;
 * `seal` holds the keys of sealed columns by version, of which `current` seals and all open.
 */
export interface KeyMaterial {
  root: Uint8Array;
  current: string;
  seal: ReadonlyMap<string, Uint8Array>;
}

const FORMAT = 'ronda-keys/1';
const VERSION = /^k[1-9]\d{0,5}$/;
const KEY = /^[A-Za-z0-9_-]{43}$/;

/** Fresh random keys. */
export function newMaterial(): KeyMaterial {
  return { root: randomBytes(32), current: 'k1', seal: new Map([['k1', randomBytes(32)]]) };
}

/** The same keys with one more version, which seals from now on. Nothing sealed before is lost. */
export function withNewSealKey(material: KeyMaterial): KeyMaterial {
  const highest = Math.max(...[...material.seal.keys()].map((version) => Number(version.slice(1))));
  const current = `k${highest + 1}`;
  return { root: material.root, current, seal: new Map([...material.seal, [current, randomBytes(32)]]) };
}

/** The JSON that stands in the key file. */
export function printMaterial(material: KeyMaterial): string {
  const seal = Object.fromEntries([...material.seal].map(([version, key]) => [version, encode(key)]));
  return `${JSON.stringify({ format: FORMAT, root: encode(material.root), current: material.current, seal }, null, 2)}\n`;
}

/** Reads keys strictly; `where` names the source in the error. Never repeats a part of the text, which may be a key. */
export function parseMaterial(text: string, where: string): KeyMaterial {
  const refuse = (why: string): KeyError => new KeyError(`The keys from ${where} cannot be used: ${why}`);
  const found = parseJson(text);
  if (!isRecord(found)) throw refuse('this is not a JSON object');
  if (found['format'] !== FORMAT) throw refuse(`"format" is not "${FORMAT}"`);
  const root = decode(found['root']);
  if (root === null) throw refuse('"root" is not 32 bytes in base64url');
  if (!isRecord(found['seal'])) throw refuse('"seal" is not an object of versions');
  const seal = new Map<string, Uint8Array>();
  for (const [version, value] of Object.entries(found['seal'])) {
    const key = decode(value);
    if (!VERSION.test(version)) throw refuse('a version in "seal" is not named k1, k2, ...');
    if (key === null) throw refuse(`"seal.${version}" is not 32 bytes in base64url`);
    seal.set(version, key);
  }
  const current = found['current'];
  if (typeof current !== 'string' || !seal.has(current)) throw refuse('"current" names no version in "seal"');
  const unknown = Object.keys(found).find((name) => !['format', 'root', 'current', 'seal'].includes(name));
  if (unknown !== undefined) throw refuse('it holds a field that is not known');
  const distinct = new Set([root, ...seal.values()].map(encode));
  if (distinct.size !== seal.size + 1) throw refuse('two keys are the same');
  return { root, current, seal };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function encode(key: Uint8Array): string {
  return Buffer.from(key).toString('base64url');
}

function decode(value: unknown): Uint8Array | null {
  if (typeof value !== 'string' || !KEY.test(value)) return null;
  const key = Buffer.from(value, 'base64url');
  // Refuses two spellings of one key, and a key somebody "filled in" with zeros.
  return key.length === 32 && key.toString('base64url') === value && key.some((byte) => byte !== 0) ? key : null;
}
