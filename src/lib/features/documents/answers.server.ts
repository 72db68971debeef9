import type { Download } from './documents.server';
import { endingOf } from './names';

/** Said with everything that somebody handed in: it runs nothing, is guessed to be nothing else, and stays in no cache. */
const INERT: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'private, no-store',
};

/** The name in the two ways in which browsers read it (RFC 6266, appendix D). */
function disposition(name: string): string {
  const ending = endingOf(name).replace(/[^a-z0-9]/g, '');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="documento.${ending || 'bin'}"; filename*=UTF-8''${encoded}`;
}

/** The original, to be saved and never shown by the browser itself. */
export function downloadAnswer({ bytes, name, type, size }: Download): Response {
  return new Response(bytes as ReadableStream<Uint8Array<ArrayBuffer>>, {
    headers: {
      ...INERT,
      'content-type': type,
      'content-length': String(size),
      'content-disposition': disposition(name),
    },
  });
}

/** A viewing copy that was drawn by us, within a page. */
export function pictureAnswer(bytes: Uint8Array): Response {
  return new Response(new Uint8Array(bytes), {
    headers: { ...INERT, 'content-type': 'image/jpeg', 'content-length': String(bytes.length) },
  });
}
