import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { AwsV4Signer } from 'aws4fetch';
import { fail } from '../../kernel/result';
import type { Bucket } from '../env.server';
import { AppError } from '../errors.server';
import { exchangeOutside } from '../outward.server';
import type { Store } from './disk.server';

/** Reads the answer to its end, so that its connection is free again; its text is the store's own and told to nobody. */
async function settle(answer: IncomingMessage, allowed: readonly number[]): Promise<void> {
  answer.resume();
  await new Promise((done) => answer.on('close', done));
  if (!allowed.includes(answer.statusCode ?? 0))
    throw new AppError(fail('unavailable'), {
      cause: new Error(`The bucket answered ${answer.statusCode ?? 'nothing'}`),
    });
}

/** A bucket that speaks the language of S3. Only sealed bytes are given to it. */
export function bucketStore({ url, region, key, secret }: Bucket, inner: boolean): Store {
  const speak = async (method: 'GET' | 'PUT' | 'DELETE', name: string, from?: string): Promise<IncomingMessage> => {
    const signer = new AwsV4Signer({
      method,
      url: `${url}/${name}`,
      region,
      service: 's3',
      accessKeyId: key,
      secretAccessKey: secret,
    });
    const signed = await signer.sign();
    const headers = Object.fromEntries(signed.headers);
    if (from === undefined) return exchangeOutside(signed.url, inner, { method, headers });
    const { size } = await stat(from);
    return exchangeOutside(signed.url, inner, {
      method,
      headers: { ...headers, 'content-length': String(size) },
      body: createReadStream(from),
    });
  };
  return {
    async keep(name, from) {
      await settle(await speak('PUT', name, from), [200, 201, 204]);
      await rm(from, { force: true });
    },
    async read(name) {
      const answer = await speak('GET', name);
      if (answer.statusCode === 200) return Readable.toWeb(answer) as ReadableStream<Uint8Array>;
      await settle(answer, [404]);
      return null;
    },
    async drop(name) {
      await settle(await speak('DELETE', name), [200, 204, 404]);
    },
  };
}
