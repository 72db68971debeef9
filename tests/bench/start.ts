import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { familyOf, memoryOf, startProgram, type Program } from '../support/program';

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function firstAnswer(program: Program): Promise<number> {
  const began = performance.now();
  const answer = await fetch(`${program.url}/sign-in`);
  if (!answer.ok) throw new Error(`first page answered ${answer.status}`);
  await answer.text();
  return program.readyMs + performance.now() - began;
}

/** From the spawn to a page: the first start ever (initdb and migrations included, build done), then warm ones. */
export default async function start(): Promise<object> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'ronda-bench-'));
  const env = { DATA_DIR: dataDir, LOG_LEVEL: 'error' };
  try {
    const first = await startProgram(env);
    const firstMs = await firstAnswer(first);
    await first.stop();
    const warm: number[] = [];
    const stops: number[] = [];
    let memory = { rssMb: 0, pssMb: 0 };
    for (let run = 0; run < 5; run += 1) {
      const program = await startProgram(env);
      warm.push(await firstAnswer(program));
      if (run === 4) {
        await new Promise((done) => setTimeout(done, 10_000));
        memory = memoryOf(familyOf(program.pid));
      }
      const began = performance.now();
      await program.stop();
      stops.push(performance.now() - began);
    }
    return {
      firstMs: Math.round(firstMs),
      p50Ms: Math.round(median(warm)),
      maxMs: Math.round(Math.max(...warm)),
      stopP50Ms: Math.round(median(stops)),
      ...memory,
      targets: { firstMs: 8000, p50Ms: 2500, rssMb: 300 },
    };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
