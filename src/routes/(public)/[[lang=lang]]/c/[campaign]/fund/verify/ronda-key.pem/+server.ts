import { monthSigner } from '$lib/features/fund/index.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = () =>
  new Response(monthSigner().publicPem, {
    headers: {
      'content-type': 'application/x-pem-file',
      'content-disposition': 'attachment; filename="ronda-key.pem"',
      'cache-control': 'public, max-age=3600',
    },
  });
