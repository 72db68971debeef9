import type { StreamName } from '$lib/contracts/journal';
import { ronda } from '../app.server';
import { call } from '../rpc.server';

/**
 * Where a stream stands, for a page of somebody who may read it: asked before what the page lists, so that whatever came
 * meanwhile is news. The caller has made sure that they may.
 */
export async function streamHead(stream: StreamName): Promise<number> {
  const heads = await call<Record<string, number>>(ronda().backend.system(), 'live_heads', { streams: [stream] });
  return heads[stream] ?? 0;
}
