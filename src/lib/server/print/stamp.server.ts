import { COLOURS, drawSvg } from './draw.server';
import { loadSharp } from './sharp.server';

const MOST_PIXELS = 64_000_000;

/**
 * A picture with one line above and below it that says who looked and when, so that a photograph of the screen says it too.
 * Made for one viewer and never kept. The bytes are those of a picture that we drew.
 */
export async function stampPicture(bytes: Uint8Array, line: string): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const { width = 0, height = 0 } = await sharp(bytes, { limitInputPixels: MOST_PIXELS }).metadata();
  const band = Math.max(18, Math.round(width / 40));
  const style = {
    display: 'flex',
    width: '100%',
    height: '100%',
    alignItems: 'center',
    justifyContent: 'center',
    background: COLOURS.paper,
    color: COLOURS.soft,
    fontFamily: 'Archivo',
    fontWeight: 500,
    fontSize: Math.round(band * 0.6),
  };
  const svg = Buffer.from(await drawSvg({ type: 'div', props: { style, children: line } }, { width, height: band }));
  return sharp(bytes, { limitInputPixels: MOST_PIXELS })
    .composite([
      { input: svg, top: 0, left: 0 },
      { input: svg, top: Math.max(0, height - band), left: 0 },
    ])
    .jpeg({ quality: 82 })
    .toBuffer();
}
