import { json } from '@sveltejs/kit';
import { importProgress } from '$lib/features/banking/index.server';
import { memberOf } from '$lib/server/desk.server';
import type { RequestHandler } from './$types';

/** How far the file is that this person is bringing, in percent; null when none is, or none that this process knows of. */
export const GET: RequestHandler = ({ locals }) => {
  const { actor } = memberOf(locals, 'fund.write');
  return json(importProgress(actor.userId), { headers: { 'cache-control': 'no-store' } });
};
