import sharp from 'sharp';
import { expect, it } from 'vitest';
import { cleanPicture } from './picture.server';

const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#a33' } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'SecretPhone' },
      IFD3: { GPSLatitude: '34/1 36/1 0/1', GPSLatitudeRef: 'S' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();

it('keeps the picture and nothing about who took it where', async () => {
  const taken = await photo(300, 200);
  expect(taken.toString('latin1')).toContain('SecretPhone');
  const clean = await cleanPicture(Buffer.concat([taken, Buffer.from('PK hidden after the end')]), 4000);
  expect(clean).toMatchObject({ type: 'image/jpeg', width: 200, height: 300 });
  const told = Buffer.from(clean?.bytes ?? []).toString('latin1');
  expect(told).not.toMatch(/SecretPhone|Exif|hidden/);
});

it('makes large ones smaller, keeps see-through ones see-through, and never enlarges', async () => {
  expect(await cleanPicture(await photo(3000, 1000), 500)).toMatchObject({ width: 167, height: 500 });
  const logo = await sharp({ create: { width: 40, height: 40, channels: 4, background: '#0000' } })
    .png()
    .toBuffer();
  const clean = await cleanPicture(logo, 500);
  expect(clean).toMatchObject({ type: 'image/png', width: 40 });
  expect((await sharp(clean?.bytes).metadata()).hasAlpha).toBe(true);
});

it('gives up on what is no picture, is cut off, or would fill the memory', async () => {
  const whole = await photo(300, 200);
  for (const bytes of [Buffer.from('nothing'), whole.subarray(0, 400), whole.subarray(0, whole.length / 2)]) {
    expect(await cleanPicture(bytes, 500)).toBeNull();
  }
  const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  expect(await cleanPicture(bomb, 500)).toBeNull();
});
