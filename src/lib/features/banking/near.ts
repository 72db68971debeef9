import { parseRf } from '$lib/kernel/rf';

/** Signs of a reference that a campaign gives out: `RF`, two digits and ten signs. */
const LENGTH = 14;
export const isOurLength = (reference: string): boolean => reference.length === LENGTH;
const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MOST = 40;

/** What a text claims to be a reference though its check digits do not fit. */
export function claimedReferences(text: string): string[] {
  const found = text
    .toUpperCase()
    .replace(/[\s.-]+/g, '')
    .matchAll(/(?=(RF[0-9OIL]{2}[A-Z0-9]{10}))/g);
  return [...found].map((match) => match[1] ?? '').filter((claim) => parseRf(claim) === null);
}

/** References that differ from a claim by one sign or by two that were swapped, and are right: what was perhaps meant. */
export function nearReferences(text: string): string[] {
  const near = new Set<string>();
  for (const claim of claimedReferences(text).slice(0, 3)) {
    const add = (signs: string): void => {
      const reference = signs.length === LENGTH ? parseRf(signs) : null;
      if (reference !== null) near.add(reference);
    };
    for (let at = 2; at < claim.length; at += 1) {
      for (const sign of SIGNS) add(claim.slice(0, at) + sign + claim.slice(at + 1));
      add(claim.slice(0, at) + claim.charAt(at + 1) + claim.charAt(at) + claim.slice(at + 2));
    }
  }
  return [...near].slice(0, MOST);
}
