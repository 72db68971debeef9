import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { readForm } from './forms.server';

const schema = v.object({ name: v.pipe(v.string(), v.maxLength(5, 'too_long')), roles: v.optional(v.string(), '') });

const posted = (body: string | FormData): { request: Request } => ({
  request: new Request('http://localhost/', {
    method: 'POST',
    body,
    ...(typeof body === 'string' ? { headers: { 'content-type': 'application/x-www-form-urlencoded' } } : {}),
  }),
});

describe('a posted form', () => {
  it('is read by its schema', async () => {
    expect(await readForm(posted('name=Ana'), schema)).toMatchObject({ ok: true, value: { name: 'Ana', roles: '' } });
  });

  it('keeps what was typed when a field is wrong, passwords apart', async () => {
    const form = await readForm(posted('name=Anastasia&password=secret'), schema);
    expect(form).toMatchObject({
      ok: false,
      response: { status: 400, data: { values: { name: 'Anastasia' }, errors: { name: 'too_long' } } },
    });
    expect(JSON.stringify(form)).not.toContain('secret');
  });

  it('refuses a field sent twice, but for a group', async () => {
    const twice = await readForm(posted('name=Ana&name=Bob'), schema);
    expect(twice).toMatchObject({ ok: false, response: { data: { errors: { name: 'unknown_field' } } } });
    const group = await readForm(posted('name=Ana&roles=owner&roles=legal'), schema, ['roles']);
    expect(group).toMatchObject({ ok: true, value: { roles: 'owner,legal' } });
  });

  it('refuses broken UTF-8, U+0000, files and what is no form, in words', async () => {
    const errors = async (body: string | FormData) => {
      const form = await readForm(posted(body), schema);
      return form.ok ? null : [form.response.status, form.response.data.errors, form.response.data.failure?.rule];
    };
    expect(await errors('name=%FF%FE')).toEqual([400, { name: 'encoding' }, 'encoding']);
    expect(await errors('name=A%00')).toEqual([400, { name: 'encoding' }, 'encoding']);
    const file = new FormData();
    file.set('name', new Blob(['x']), 'x.txt');
    expect(await errors(file)).toEqual([400, { name: 'unknown_field' }, 'unknown_field']);
    const request = new Request('http://localhost/', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    const json = await readForm({ request }, schema);
    expect(json).toMatchObject({ ok: false, response: { status: 400, data: { failure: { rule: 'encoding' } } } });
  });

  it('gives back what was typed even when it is too much', async () => {
    const long = 'x'.repeat(140_000);
    const form = await readForm(posted(`name=${long}`), schema);
    expect(form).toMatchObject({ ok: false, response: { status: 413, data: { values: { name: long } } } });
  });
});
