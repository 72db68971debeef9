/**
 * Public pages are documents: the server draws them whole and no component travels as script. What is nicer with script
 * is one small file (`features/signatures/browser/enhance.ts`), so a cheap phone on a poor line reads and signs at once.
 */
export const csr = false;
