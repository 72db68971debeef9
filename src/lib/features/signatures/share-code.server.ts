import { randomBytes } from 'node:crypto';

/** 34 signs, without 0 and 1, which are read as letters. */
const SIGNS = 'abcdefghijklmnopqrstuvwxyz23456789';
/** The largest multiple of 34 in a byte: what lies above would make the first signs likelier. */
const FAIR = 238;

/** Eight random signs that name a signer in the links they pass on. */
export function newShareCode(): string {
  let code = '';
  while (code.length < 8) {
    for (const byte of randomBytes(12)) if (byte < FAIR && code.length < 8) code += SIGNS[byte % SIGNS.length] ?? '';
  }
  return code;
}
