import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { bodyLimit, limitBody } from './body.server';
import { typeOf } from './kinds.server';
import { readUpload } from './upload.server';

const schema = v.object({ name: v.pipe(v.optional(v.string(), ''), v.nonEmpty('required')), note: v.string() });
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const route = { id: null } as never;

function posted(file: Uint8Array | null, name = 'CGT', size = 0): Request {
  const data = new FormData();
  data.set('name', name);
  data.set('note', 'Línea uno\nLínea dos');
  if (file) data.set('logo', new File([new Uint8Array(file), new Uint8Array(size)], '../../etc/passwd.svg'));
  return new Request('https://ronda.test/', { method: 'POST', body: data });
}
const read = (request: Request) => readUpload({ request, route }, schema, { field: 'logo', kind: 'logo' });

describe('a form with a file', () => {
  it('gives its fields and the bytes, whatever the sender called them', async () => {
    const form = await read(posted(PNG));
    expect(form).toMatchObject({ ok: true, value: { name: 'CGT' }, file: { field: 'logo', type: 'image/png' } });
    expect(await read(posted(null))).toMatchObject({ ok: true, file: null });
    expect(await read(posted(new Uint8Array()))).toMatchObject({ ok: true, file: null });
  });

  it.each(['<svg xmlns="http://www.w3.org/2000/svg"/>', '<!doctype html><script>', 'GIF89a', 'MZ', '%PDF-1.7'])(
    'refuses %s and keeps what was typed',
    async (text) => {
      const form = await read(posted(Buffer.from(text)));
      expect(form).toMatchObject({
        ok: false,
        response: { data: { values: { name: 'CGT' }, errors: { logo: 'logo_type' } } },
      });
    },
  );

  it('says what is wrong with the fields and with the file at once', async () => {
    const form = await read(posted(Buffer.from('x'), ''));
    expect(form).toMatchObject({ response: { data: { errors: { name: 'required', logo: 'logo_type' } } } });
  });

  it('loses nothing typed when the file is larger than anything taken, and keeps none of it in memory', async () => {
    for (const size of [600_000, 3_000_000, 20_000_000]) {
      const form = await read(posted(PNG, 'CGT', size));
      expect(form).toMatchObject({
        ok: false,
        response: {
          data: { values: { name: 'CGT', note: 'Línea uno\r\nLínea dos' }, errors: { logo: 'logo_too_large' } },
        },
      });
    }
  });

  it('takes an ordinary form for one without a file, and refuses what is no form', async () => {
    const plain = new Request('https://ronda.test/', {
      method: 'POST',
      body: new URLSearchParams({ name: 'CGT', note: '' }),
    });
    expect(await read(plain)).toMatchObject({ ok: true, file: null });
    for (const body of ['garbage', '--x\r\nbroken']) {
      const headers = { 'content-type': 'multipart/form-data; boundary=x' };
      const form = await read(new Request('https://ronda.test/', { method: 'POST', body, headers }));
      expect(form).toMatchObject({ ok: false, response: { data: { failure: { rule: 'encoding' } } } });
    }
  });

  it('knows a file by its first bytes', () => {
    expect(typeOf(Buffer.from('RIFF0000WEBPVP8 '))).toBe('image/webp');
    expect(typeOf(Buffer.from('ffd8ffe0', 'hex'))).toBe('image/jpeg');
    expect(typeOf(new Uint8Array())).toBeNull();
  });
});

describe('a request to any other route', () => {
  it('is read up to half a megabyte, also when it does not say how long it is', async () => {
    for (const size of [1000, 400_000, 700_000]) {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new Uint8Array(size));
          controller.close();
        },
      });
      const request = new Request('https://ronda.test/', { method: 'POST', body, duplex: 'half' } as RequestInit);
      const event = { request, route };
      limitBody(event);
      const answer = event.request.arrayBuffer();
      if (size <= bodyLimit(null)) expect((await answer).byteLength).toBe(size);
      else await expect(answer).rejects.toMatchObject({ status: 413 });
    }
  });
});
