import type { IncomingMessage } from 'node:http';

/**
 * The whole body of a post, laid back for whoever reads the request next. Null when it is longer than `most`, when the
 * connection broke, or when its length is not told: then nothing was taken from it that is not back.
 */
export function peekBody(request: IncomingMessage, most: number): Promise<Buffer | null> {
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  if (!(length > 0 && length <= most)) return Promise.resolve(null);
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    let read = 0;
    const finish = (body: Buffer | null): void => {
      request.off('readable', onReadable).off('error', onGone).off('close', onGone);
      done(body);
    };
    const onGone = (): void => finish(null);
    const onReadable = (): void => {
      for (let chunk: unknown = request.read(); chunk !== null && read < length; chunk = request.read()) {
        if (!Buffer.isBuffer(chunk)) break;
        chunks.push(chunk);
        read += chunk.length;
        if (read >= length) break;
      }
      if (read < length) return;
      const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
      // In the same turn as the last read: a turn later the stream would have ended and could take nothing back.
      request.unshift(body);
      finish(body);
    };
    request.on('readable', onReadable).on('error', onGone).on('close', onGone);
  });
}
