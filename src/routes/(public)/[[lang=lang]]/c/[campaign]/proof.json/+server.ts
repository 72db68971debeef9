import { json } from '@sveltejs/kit';
import { signatures } from '$lib/features/signatures/index.server';
import type { RequestHandler } from './$types';

/** A challenge for the form's script, asked for when somebody begins to fill it in. */
export const GET: RequestHandler = async () =>
  json(await signatures().challenge(), { headers: { 'cache-control': 'no-store' } });
