import { MOST_BYTES, Refused } from './statement';

const XML_ENCODING = /^<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9._-]{1,30})["']/;

function strict(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The text of a file: UTF-8 or 16 by their marks, what an XML document names, else UTF-8, else Windows-1252. */
export function decodeFile(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new Refused('bank_empty', 0);
  if (bytes.length > MOST_BYTES) throw new Refused('bank_too_large', 0);
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    return strict(bytes, a === 0xff ? 'utf-16le' : 'utf-16be') ?? refuse();
  }
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200)).replace(/^\s+/, '');
  const named = XML_ENCODING.exec(head)?.[1];
  const text = named === undefined ? null : byName(bytes, named);
  const read = text ?? strict(bytes, 'utf-8') ?? new TextDecoder('windows-1252').decode(bytes);
  return read.includes('\u0000') ? refuse() : read;
}

function byName(bytes: Uint8Array, name: string): string | null {
  try {
    return strict(bytes, name);
  } catch {
    return null;
  }
}

function refuse(): never {
  throw new Refused('bank_format', 0);
}
