/** Documents in a bucket, against a small double of S3 that checks who signed. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsV4Signer } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepDocuments } from '../../src/lib/features/documents/index.server';
import { answerOf, openDocuments, PDF, photo, type Documents } from './documents-desk';

const kept = new Map<string, Buffer>();
let bucket: Server;
let d: Documents;
let silent = false;

/** The signature that this request must carry, made from what it says of itself. */
async function isSigned(request: IncomingMessage): Promise<boolean> {
  const told = request.headers.authorization ?? '';
  const names = /SignedHeaders=([^,]+)/.exec(told)?.[1]?.split(';') ?? [];
  const headers = Object.fromEntries(
    names.filter((name) => name !== 'host').map((name) => [name, String(request.headers[name])]),
  );
  const signer = new AwsV4Signer({
    method: request.method ?? 'GET',
    url: `http://${request.headers.host}${request.url}`,
    headers,
    accessKeyId: 'key',
    secretAccessKey: 'secret',
    service: 's3',
    region: 'us-east-1',
    datetime: String(request.headers['x-amz-date']),
  });
  return (await signer.authHeader()) === told;
}

beforeAll(async () => {
  bucket = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      void (async () => {
        const name = request.url ?? '';
        if (silent) return void response.writeHead(503).end();
        if (!(await isSigned(request))) return void response.writeHead(403).end();
        if (request.method === 'PUT') kept.set(name, Buffer.concat(parts));
        if (request.method === 'DELETE') kept.delete(name);
        const found = kept.get(name);
        if (request.method === 'GET' && !found) return void response.writeHead(404).end();
        response.writeHead(request.method === 'DELETE' ? 204 : 200).end(request.method === 'GET' ? found : undefined);
      })();
    });
  });
  await new Promise<void>((done) => bucket.listen(0, '127.0.0.1', done));
  d = await openDocuments({
    DOCUMENTS_BUCKET: `http://127.0.0.1:${(bucket.address() as AddressInfo).port}/ronda`,
    DOCUMENTS_BUCKET_KEY: 'key',
    DOCUMENTS_BUCKET_SECRET: 'secret',
    ASK_INNER: 'on',
  });
});
afterAll(async () => {
  await d.close();
  bucket.close();
});

describe('documents in a bucket', () => {
  it('are sealed there and nowhere on this machine, and come back the same', async () => {
    const id = await d.sent('a.pdf', PDF);
    expect([...kept.keys()]).toEqual([`/ronda/${d.house.campaign}/${id}.age`]);
    expect([...kept.values()][0]?.toString('latin1')).toMatch(/^age-encryption\.org\/v1/);
    expect(await d.everyFile()).toEqual([]);
    const back = answerOf(await d.download('legal', id));
    expect(Buffer.from(await back.arrayBuffer()).equals(PDF)).toBe(true);
  });

  it('are destroyed there', async () => {
    const id = await d.sent('b.jpg', await photo());
    expect([...kept.keys()].filter((name) => name.includes(id))).toHaveLength(2);
    await d.act('legal', id, 'remove');
    await d.house.world.sql.query(`update documents set removed_at = now() - interval '31 days' where id = $1`, [id]);
    await sweepDocuments(d.house.world.backend.system());
    expect([...kept.keys()].filter((name) => name.includes(id))).toEqual([]);
  });

  it('wait, whole, while the bucket is away', async () => {
    silent = true;
    const refused = await d.send('c.pdf', PDF);
    silent = false;
    const { code } = (await refused.json()) as { code: string };
    expect(code).toBe('unavailable');
    // The parts are here still: the browser asks again, and nothing is sent twice.
    expect((await d.everyFile()).length).toBe(1);
    const { rows } = await d.house.world.sql.query<{ id: string }>(
      `select id from documents where state = 'uploading'`,
    );
    const again = answerOf(await d.end(rows[0]?.id ?? ''));
    expect(await again.json()).toMatchObject({ ok: true });
    expect(await d.everyFile()).toEqual([]);
  });
});
