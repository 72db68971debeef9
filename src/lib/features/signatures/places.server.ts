import type { Place } from '$lib/server/crypto/keyring.server';

/** Where the sealed parts of a signature lie; `table|row|column` is bound into the seal. */
export function sealedPlace(signature: string, column: 'name' | 'email' | 'comment' | 'town'): Place {
  return { table: 'signatures', row: signature, column };
}

/** Names of the keyed indexes. Another name would make every stored key unfindable. */
export const EMAIL_INDEX = 'signature.email';
export const NAME_INDEX = 'signature.name';
export const TOWN_INDEX = 'signature.town';
export const DOMAIN_INDEX = 'signature.domain';
export const OP_INDEX = 'signature.op';

/** Purposes of the links in mails. */
export const CONFIRM_LINK = 'signature.confirm';
export const WITHDRAW_LINK = 'signature.withdraw';
export const MINE_LINK = 'signature.mine';
