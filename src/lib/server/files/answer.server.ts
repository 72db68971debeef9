import type { OpenFile } from './files.server';

const ENDINGS = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp', 'application/pdf': 'pdf' } as const;

/**
 * The answer that carries a file. Whatever somebody handed in stays inert: a document is downloaded, nothing is guessed,
 * and a picture opened by itself may run and load nothing.
 */
export function fileAnswer(file: OpenFile, cacheControl: string): Response {
  const name = `${file.id.slice(0, 8)}.${ENDINGS[file.type]}`;
  const place = file.type === 'application/pdf' ? 'attachment' : 'inline';
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'content-type': file.type,
      'content-length': String(file.bytes.length),
      'content-disposition': `${place}; filename="${name}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': cacheControl,
      etag: `"${file.id}"`,
    },
  });
}
