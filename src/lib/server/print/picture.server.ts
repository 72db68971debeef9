import { loadSharp } from './sharp.server';

export interface Picture {
  bytes: Uint8Array;
  type: 'image/png' | 'image/jpeg' | 'image/webp';
  width: number;
  height: number;
}

/** Pixels. A picture may be small in bytes and enormous when opened; phones make up to about fifty million. */
const MOST_PIXELS = 64_000_000;

/**
 * The picture drawn anew, upright and at most `side` pixels long, without anything that is not the picture: where and with
 * what it was taken, thumbnails, comments, bytes after its end. Null when it cannot be read whole.
 */
export async function cleanPicture(bytes: Uint8Array, side: number): Promise<Picture | null> {
  const sharp = await loadSharp();
  try {
    const drawn = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 })
      .autoOrient()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
    const { format } = await drawn.metadata();
    const encoded =
      format === 'png'
        ? drawn.png({ compressionLevel: 9 })
        : format === 'webp'
          ? drawn.webp({ quality: 88 })
          : drawn.jpeg({ quality: 84, mozjpeg: true });
    const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
    const type = format === 'png' ? 'image/png' : format === 'webp' ? 'image/webp' : 'image/jpeg';
    return { bytes: data, type, width: info.width, height: info.height };
  } catch {
    return null;
  }
}
