/**
 * A file of 200 MB on its way: in sealed parts, judged, hashed and sealed as one, then opened again. What counts is what of
 * it is in memory at once; the database has no part in it.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { judgeType, measured } from '../../src/lib/features/documents/content.server';
import { PART_BYTES, partsIn } from '../../src/lib/server/vault/parts.server';
import { newVaultKey, openStream, sealStream } from '../../src/lib/server/vault/seal.server';

const PARTS = 200;
const MB = 1_000_000;

/** Most of what the process held above what it held before, in megabytes. */
function watch(): () => number {
  const { rss: before } = process.memoryUsage();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 10);
  return () => {
    clearInterval(timer);
    return Math.round((Math.max(most, process.memoryUsage().rss) - before) / MB);
  };
}

export default async function documents(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'ronda-bench-'));
  try {
    const key = await newVaultKey();
    const parts = partsIn(join(folder, 'parts'), key);
    const size = PARTS * PART_BYTES;
    const hash = createHash('sha256');
    const memory = watch();
    let from = performance.now();
    const ms = (): number => {
      const told = Math.round(performance.now() - from);
      from = performance.now();
      return told;
    };
    for (let n = 0; n < PARTS; n += 1) {
      const part = Buffer.alloc(PART_BYTES, `${n === 0 ? '%PDF-1.7 ' : ''}part ${n} `);
      hash.update(part);
      await parts.put(n, part);
    }
    const takenMs = ms();
    const type = await judgeType(parts, size, 'video.pdf');
    const { bytes, sha256 } = measured(parts.all(PARTS), 'application/pdf');
    const whole = join(folder, 'whole.age');
    await (await sealStream(key, bytes)).pipeTo(Writable.toWeb(createWriteStream(whole)));
    const settledMs = ms();
    const back = createHash('sha256');
    const sealed = Readable.toWeb(createReadStream(whole)) as ReadableStream<Uint8Array>;
    for await (const piece of await openStream(key, sealed)) back.update(piece);
    const openedMs = ms();
    const told = hash.digest('hex');
    return {
      bytes: size,
      type: type.ok ? type.value : type.rule,
      same: sha256() === told && back.digest('hex') === told,
      memoryMb: memory(),
      takenMs,
      settledMs,
      openedMs,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
