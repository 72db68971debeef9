/** What can be handed in. The same types and the largest size stand in SQL (`public.files`). */
export type FileType = 'image/png' | 'image/jpeg' | 'image/webp' | 'application/pdf';

interface Kind {
  /** Bytes as handed in; beyond it the person is asked for a smaller one. */
  most: number;
  types: readonly FileType[];
  /** Longest side in pixels at which pictures of this kind are kept. */
  side: number;
}

const PICTURES = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** A kind of a later chapter adds its line here and in `app.file_kinds`. */
export const FILE_KINDS = {
  // Shown a few centimetres wide; what comes from a press kit is often larger, and is made smaller.
  logo: { most: 2_097_152, types: PICTURES, side: 512 },
  // A photograph of a sheet must stay readable: A4 at 240 dots per inch.
  scan: { most: 8_388_608, types: [...PICTURES, 'application/pdf'], side: 2800 },
  receipt: { most: 8_388_608, types: [...PICTURES, 'application/pdf'], side: 2800 },
} as const satisfies Record<string, Kind>;
export type FileKind = keyof typeof FILE_KINDS;

/** How a file shows what it is; names and declared types are the sender's word alone. SVG is none of these: it can hold scripts. */
const MAGIC: readonly [FileType, (bytes: Uint8Array) => boolean][] = [
  ['image/png', (bytes) => starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/jpeg', (bytes) => starts(bytes, [0xff, 0xd8, 0xff])],
  ['image/webp', (bytes) => text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP'],
  ['application/pdf', (bytes) => text(bytes, 0, 5) === '%PDF-'],
];

const starts = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, at) => bytes[at] === byte);
const text = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

/** The type that the bytes themselves tell; null for anything else. */
export function typeOf(bytes: Uint8Array): FileType | null {
  return MAGIC.find(([, is]) => is(bytes))?.[0] ?? null;
}
