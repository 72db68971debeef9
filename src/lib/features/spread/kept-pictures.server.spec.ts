import { expect, it } from 'vitest';
import { keepPictures } from './kept-pictures.server';

function setUp() {
  const clock = { now: 0 };
  let drawn = 0;
  const pictures = keepPictures({ freshMs: 60_000, max: 2, now: () => clock.now });
  const draw = () => Promise.resolve(`picture ${++drawn}`);
  const settle = () => new Promise((done) => setTimeout(done));
  return { clock, pictures, draw, settle, drawn: () => drawn };
}

it('draws once for a crowd', async () => {
  const { pictures, draw, drawn } = setUp();
  const seen = await Promise.all(Array.from({ length: 40 }, () => pictures.get('a', '1', draw)));
  expect(new Set(seen.map(({ etag }) => etag)).size).toBe(1);
  expect(drawn()).toBe(1);
});

it('draws again when it would say something else, at most once a minute, and nobody waits for it', async () => {
  const { clock, pictures, draw, settle } = setUp();
  await pictures.get('a', '1', draw);
  clock.now = 59_999;
  expect((await pictures.get('a', '2', draw)).bytes).toBe('picture 1');
  clock.now = 60_000;
  expect((await pictures.get('a', '1', draw)).bytes).toBe('picture 1');
  expect((await pictures.get('a', '2', draw)).bytes).toBe('picture 1');
  await settle();
  expect((await pictures.get('a', '2', draw)).bytes).toBe('picture 2');
});

it('keeps the old one when drawing fails, and fails only when there is none', async () => {
  const { clock, pictures, draw, settle } = setUp();
  const broken = () => Promise.reject(new Error('no font'));
  await expect(pictures.get('a', '1', broken)).rejects.toThrow('no font');
  await pictures.get('a', '1', draw);
  clock.now = 60_000;
  expect((await pictures.get('a', '2', broken)).bytes).toBe('picture 1');
  await settle();
  expect((await pictures.get('a', '2', draw)).bytes).toBe('picture 1');
});

it('holds no more than it may', async () => {
  const { pictures, draw, drawn } = setUp();
  for (const key of ['a', 'b', 'c', 'a']) await pictures.get(key, '1', draw);
  expect(drawn()).toBe(4);
});
