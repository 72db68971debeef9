import type { RequestEvent } from '@sveltejs/kit';

/** Bytes of any posted form; the statement with all its fields stays far below. */
const FORM_BYTES = 524_288;

/**
 * Routes that take files, and the bytes of a whole request there. The adapter lets the largest through (`src/entry/node.js`),
 * and each of these reads its own form by `readUpload`.
 */
const UPLOADS: Readonly<Record<string, number>> = {
  '/(public)/[[lang=lang]]/c/[campaign]/endorse': 2_621_440,
  '/(team)/desk/[campaign]/signatures/endorsements': 2_621_440,
  // A list of 50 000 lines, as a clerk hands it in to be checked; read as text, kept nowhere.
  '/(public)/[[lang=lang]]/c/[campaign]/verify/[[delivery]]': 12_000_000,
  '/(team)/desk/[campaign]/signatures/paper': 9_437_184,
  '/(team)/desk/[campaign]/fund/spending': 9_437_184,
  '/(team)/desk/[campaign]/fund/spending/[request]': 9_437_184,
  '/(team)/desk/[campaign]/fund/rates': 600_000,
  // A report of a month, shown to be checked and not kept.
  '/(public)/[[lang=lang]]/c/[campaign]/fund/verify': 2_100_000,
  // Statements of banks: read, never kept.
  '/(team)/desk/[campaign]/fund/bank': 15_700_000,
  // Documents without scripts; with them they come in parts of a megabyte, which their own endpoint counts.
  '/(team)/desk/[campaign]/documents': 9_437_184,
  '/(team)/desk/[campaign]/documents/[document]': 9_437_184,
  '/(team)/desk/[campaign]/people/[person]/documents': 9_437_184,
  '/(team)/desk/[campaign]/cases/[case]/documents': 9_437_184,
  '/(team)/desk/[campaign]/documents/upload/[upload]': 1_048_576,
};

/** Bytes a request to a route may bring. */
export function bodyLimit(routeId: string | null): number {
  return (routeId !== null && Object.hasOwn(UPLOADS, routeId) ? UPLOADS[routeId] : undefined) ?? FORM_BYTES;
}

/** The way in which the adapter says it, so that forms answer alike whoever stopped reading. */
class BodyTooLarge extends Error {
  override readonly name = 'SvelteKitError';
  readonly status = 413;
}

/** `source` up to `most` bytes; then it ends as `BodyTooLarge`. */
function capped(source: ReadableStream<Uint8Array>, most: number): ReadableStream<Uint8Array> {
  let read = 0;
  return source.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        read += chunk.length;
        if (read > most) controller.error(new BodyTooLarge('Payload Too Large'));
        else controller.enqueue(chunk);
      },
    }),
  );
}

/**
 * Holds a request to what its route takes. Routes for files are left to `readUpload`, which keeps the typed fields of a form
 * whose file is too large.
 */
export function limitBody(event: Pick<RequestEvent, 'request' | 'route'>): void {
  const { request, route } = event;
  if (!request.body || (route.id !== null && Object.hasOwn(UPLOADS, route.id))) return;
  const told = Number(request.headers.get('content-length') ?? Number.NaN);
  if (told <= FORM_BYTES) return;
  event.request = new Request(request, { body: capped(request.body, FORM_BYTES), duplex: 'half' } as RequestInit);
}
