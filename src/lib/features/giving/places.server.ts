import type { Keyring, Place } from '$lib/server/crypto/keyring.server';

/** Where the sealed parts of a pledge lie. */
export function sealedPlace(pledge: string, column: 'name' | 'email'): Place {
  return { table: 'pledges', row: pledge, column };
}

/** Names of the keyed indexes; others would make every stored key unfindable. */
const EMAIL_INDEX = 'pledge.email';
const NAME_INDEX = 'pledge.name';
const OP_INDEX = 'pledge.op';
/** Purpose of the link to a donor's own page. */
export const OWN_LINK = 'pledge.own';

/** A name as two spellings of it are compared: no accents, no case, words in alphabetical order as banks turn them round. */
function nameText(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return words.sort().join(' ');
}

/** Under what the pledges of one name are found; the name on a bank's statement is looked up by the same. */
export function donorNameKey(keyring: Keyring, campaign: string, name: string): string {
  return keyring.index(NAME_INDEX, `${campaign}|${nameText(name)}`);
}

export function donorEmailKey(keyring: Keyring, campaign: string, email: string): string {
  return keyring.index(EMAIL_INDEX, `${campaign}|${email.trim().toLowerCase()}`);
}

/** The id of a pledge: the same form sent twice is one, and nobody can work it out from what the form holds. */
export function pledgeId(keyring: Keyring, what: string): string {
  const bytes = Buffer.from(keyring.index(OP_INDEX, what), 'base64url').subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
