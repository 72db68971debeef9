import type { Ronda } from '$lib/server/app.server';
import type { Db } from '$lib/server/backend/index.server';
import { startTicker, type Ticker } from '$lib/server/jobs/ticker.server';
import { call } from '$lib/server/rpc.server';
import { dropKept, dropUpload, sweepMaking, uploadFolders, type Where } from '$lib/server/vault/index.server';
import { bytesName, viewName } from './upload.server';

const EVERY_MS = 900_000;
const DAY_MS = 86_400_000;

interface Due {
  id: string;
  campaign: string;
  state: 'uploading' | 'removed';
  stored: Where;
}

/** Bytes first, then the row: killed in between, the next round finds the row again and nothing to delete. */
async function destroy(system: Db, { id, campaign, state, stored }: Due): Promise<void> {
  await dropUpload(id);
  for (const name of [bytesName, viewName]) await dropKept(name(campaign, id), stored);
  await call(system, state === 'uploading' ? 'document_dropped' : 'document_destroyed', { document: id });
}

/** Parts of which no row tells any more, of a day ago or older: a campaign was deleted, or a process killed in between. */
async function sweepFolders(system: Db, nowMs: number): Promise<number> {
  const old = (await uploadFolders()).filter(({ changedMs }) => changedMs < nowMs - DAY_MS).map(({ name }) => name);
  const ids = old.filter((name) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)).slice(0, 500);
  if (ids.length === 0) return 0;
  const known = await call<string[]>(system, 'documents_known', { ids });
  const orphans = ids.filter((id) => !known.includes(id));
  for (const id of orphans) await dropUpload(id);
  return orphans.length;
}

/** One round: what broke off a day ago, what was removed thirty days ago, and what a killed process left. Answers how many. */
export async function sweepDocuments(system: Db, nowMs: number = Date.now()): Promise<number> {
  const due = await call<Due[]>(system, 'documents_due');
  for (const one of due) await destroy(system, one);
  return due.length + (await sweepFolders(system, nowMs)) + (await sweepMaking(nowMs - DAY_MS));
}

export function documentJobs({ backend, log }: Pick<Ronda, 'backend' | 'log'>): Ticker[] {
  const sweep = startTicker(
    'sweep_documents',
    EVERY_MS,
    async () => {
      const count = await sweepDocuments(backend.system());
      if (count > 0) log.info('documents.swept', { count });
    },
    log,
  );
  sweep.poke();
  return [sweep];
}
