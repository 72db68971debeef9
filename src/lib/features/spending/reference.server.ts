import { randomInt } from 'node:crypto';
import { CODE_ALPHABET } from '$lib/kernel/ids';
import { rfReference } from '$lib/kernel/rf';

/** Ten signs that are not mistaken for one another. */
const LENGTH = 10;

/** A reference that nothing else has: the table refuses the second. */
export function newReference(): string {
  const body = Array.from({ length: LENGTH }, () => CODE_ALPHABET.charAt(randomInt(CODE_ALPHABET.length))).join('');
  return rfReference(body);
}
